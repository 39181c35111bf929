using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Repodata;

/// <summary>Records that are read as plain ones say what they say when the reader of the runtime reads them.</summary>
[TestClass]
public sealed class PlainRecordTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Records_of_a_real_channel_are_the_same_by_both_readers(bool isIndented)
    {
        var repodata = JsonNode.Parse(File.ReadAllBytes(Corpus.RequireChannel("linux-64/repodata.json")))!;
        var plain = Read(repodata, isIndented);

        // An object is no plain value: each record then goes to the other reader.
        foreach (var (_, record) in repodata["packages.conda"]!.AsObject())
        {
            record!["zzz"] = new JsonObject();
        }

        var other = Read(repodata, isIndented);
        CollectionAssert.AreEqual(other.Names.ToArray(), plain.Names.ToArray());
        foreach (var name in plain.Names)
        {
            Assert.AreEqual(Shown(other, name), Shown(plain, name));
        }
    }

    [TestMethod]
    [DataRow("\"build_number\": 01")]
    [DataRow("\"build_number\": 1,")]
    [DataRow("\"build_number\": -")]
    [DataRow("\"build_number\" 1")]
    [DataRow("\"build_number\": nul")]
    [DataRow("\"build_number\": truely")]
    [DataRow("\"depends\": [\"a\",]")]
    [DataRow("\"depends\": [\"a\" \"b\"]")]
    [DataRow("\"license\": \"a\nb\"")]
    public void What_is_no_JSON_is_refused_with_its_place(string member)
    {
        var json = Encoding.UTF8.GetBytes(Repodata(member));
        using var stream = new MemoryStream();
        var error = Assert.ThrowsExactly<JsonException>(
            () => new RepodataJsonReader(new IndexBuilder(stream)).Read(json, isFinal: true));
        StringAssert.StartsWith(error.Message, "near byte ", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("\"license\": \"caf\\u00e9 \\\"x\\\"\"", "café \"x\"")]
    [DataRow("\"license\": \"café\"", "café")]
    [DataRow("\"license\": null, \"x\": {\"license\": \"y\"}, \"z\": [1, [2], {\"license\": \"n\"}]", null)]
    [DataRow("\"x\": -1.5e3, \"license\": \"MIT\"", "MIT")]
    public void What_is_not_plain_is_read_all_the_same(string member, string? license)
    {
        var index = Read(Encoding.UTF8.GetBytes(Repodata(member)));
        Assert.AreEqual(license, index.RecordsOf("second").Single().License);
        Assert.AreEqual("1", index.RecordsOf("third").Single().Version.ToString());
    }

    private static string Repodata(string member)
    {
        var records = new[] { "first", "second", "third" }.Select(name =>
            $"\"{name}-1-0.conda\": {{\"name\": \"{name}\", \"version\": \"1\", \"build\": \"0\""
            + (name == "second" ? $", {member}}}" : "}"));
        return $"{{\"packages.conda\": {{{string.Join(',', records)}}}}}";
    }

    private static string Shown(RepodataIndex index, string name) =>
        string.Join('\n', index.RecordsOf(name).Select(record => JsonSerializer.Serialize(
            new
            {
                record.FileName,
                Version = record.Version.ToString(),
                record.Build,
                record.BuildNumber,
                record.Depends,
                record.Constrains,
                record.Sha256,
                record.Md5,
                record.Size,
                record.Timestamp,
                record.Noarch,
                record.TrackFeatures,
                record.License,
                record.LicenseFamily,
            })));

    private static RepodataIndex Read(JsonNode repodata, bool isIndented) =>
        Read(JsonSerializer.SerializeToUtf8Bytes(repodata, isIndented ? Indented : null));

    private static RepodataIndex Read(byte[] json)
    {
        using var stream = new MemoryStream();
        var builder = new IndexBuilder(stream);
        var reader = new RepodataJsonReader(builder);
        _ = reader.Read(json, isFinal: true);
        builder.Finish(reader.Info);
        var channel = Conda.Channel.Parse("https://example.org/c");
        return new(channel, "linux-64", "https://example.org/c/linux-64", new IndexReader(stream.ToArray()));
    }
}
