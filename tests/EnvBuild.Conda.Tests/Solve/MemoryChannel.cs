using System.Text.Json;
using System.Text.Json.Nodes;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Tests.Solve;

/// <summary>Makes the index of a channel from records.</summary>
internal static class MemoryChannel
{
    internal static List<RepodataIndex> Create(string channel, IEnumerable<JsonObject> records)
    {
        var indexes = new List<RepodataIndex>();
        foreach (var group in records.GroupBy(record => (string?)record["subdir"] ?? "linux-64").OrderBy(group => group.Key == "noarch"))
        {
            var (packages, conda) = (new JsonObject(), new JsonObject());
            foreach (var record in group)
            {
                var fileName = (string?)record["fn"] ?? $"{record["name"]}-{record["version"]}-{record["build"]}.conda";
                (fileName.EndsWith(".conda") ? conda : packages)[fileName] = record.DeepClone();
            }

            var repodata = new JsonObject { ["packages"] = packages, ["packages.conda"] = conda };
            indexes.Add(Read(JsonSerializer.SerializeToUtf8Bytes(repodata), Conda.Channel.Parse(channel), group.Key));
        }

        return indexes;
    }

    internal static RepodataIndex Read(ReadOnlySpan<byte> json, Channel channel, string subdir)
    {
        using var stream = new MemoryStream();
        var builder = new IndexBuilder(stream);
        var reader = new RepodataJsonReader(builder);
        _ = reader.Read(json, isFinal: true);
        builder.Finish(reader.Info);
        return new RepodataIndex(channel, subdir, channel.SubdirUrl(subdir), new IndexReader(stream.ToArray()));
    }

    internal static JsonObject Record(
        string name, string version, string[]? depends = null, string build = "0", long number = 0, string[]? constrains = null) => new()
        {
            ["name"] = name,
            ["version"] = version,
            ["build"] = build,
            ["build_number"] = number,
            ["depends"] = new JsonArray([.. (depends ?? []).Select(text => (JsonNode)text)]),
            ["constrains"] = new JsonArray([.. (constrains ?? []).Select(text => (JsonNode)text)]),
        };
}
