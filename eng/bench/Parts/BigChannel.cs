using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZstdSharp;

namespace EnvBuild.Benchmarks.Parts;

/// <summary>
/// Makes a channel of any size out of a real one: its records under other names, so that there are as many names as in
/// conda-forge, and each of them in several builds, with other hashes and build strings; dependencies point among the
/// copies, as conda-forge's do among its own. Files stand in the order of their names, as channels write them.
/// </summary>
internal static class BigChannel
{
    /// <summary>The 4,300 names of the model become about the 34,000 of conda-forge.</summary>
    private const int Copies = 8;

    // As channels write it: one field a line, and signs of comparison as they are.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <c>repodata.json</c> with a number of records.</summary>
    /// <param name="models">Packed repodata of real channels.</param>
    /// <param name="count">Records.</param>
    /// <param name="path">File to write.</param>
    internal static async Task WriteAsync(string[] models, int count, string path)
    {
        var records = models.SelectMany(Read).ToArray();
        var stream = File.Create(path);
        await using (stream.ConfigureAwait(false))
        {
            await using var writer = new Utf8JsonWriter(stream, Options);
            writer.WriteStartObject();
            writer.WriteStartObject("info");
            writer.WriteString("subdir", "noarch");
            writer.WriteEndObject();
            writer.WriteStartObject("packages.conda");
            var builds = Math.Max(1, (int)Math.Ceiling((double)count / (records.Length * Copies)));
            for (var i = 0; i < count; i++)
            {
                var (model, build) = (i / builds, i % builds);
                Write(writer, records[model % records.Length], model / records.Length, build, i);
                if (writer.BytesPending > 1 << 20)
                {
                    await writer.FlushAsync();
                }
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }

    private static JsonObject[] Read(string path)
    {
        using var decompressor = new Decompressor();
        var root = JsonNode.Parse(decompressor.Unwrap(File.ReadAllBytes(path)).ToArray())!.AsObject();
        return
        [
            .. (root["packages"]?.AsObject() ?? []).Concat(root["packages.conda"]?.AsObject() ?? [])
                .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value!.AsObject()),
        ];
    }

    private static void Write(Utf8JsonWriter writer, JsonObject record, int copy, int variant, int number)
    {
        var (name, version) = ((string)record["name"]!, (string)record["version"]!);
        var build = Build((string)record["build"]!, (copy * 100) + variant);
        name = Name(name, copy);
        writer.WriteStartObject($"{name}-{version}-{build}.conda");
        foreach (var (key, value) in record)
        {
            switch (key)
            {
                case "name": writer.WriteString(key, name); break;
                case "build": writer.WriteString(key, build); break;
                case "sha256": writer.WriteString(key, Hash(number, 64)); break;
                case "md5": writer.WriteString(key, Hash(number, 32)); break;
                case "depends" or "constrains": WriteSpecs(writer, key, value!.AsArray(), copy); break;
                default:
                    writer.WritePropertyName(key);
                    if (value is null)
                    {
                        writer.WriteNullValue();
                    }
                    else
                    {
                        value.WriteTo(writer);
                    }

                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteSpecs(Utf8JsonWriter writer, string key, JsonArray specs, int copy)
    {
        writer.WriteStartArray(key);
        foreach (var spec in specs)
        {
            var text = (string)spec!;
            var end = text.IndexOf(' ', StringComparison.Ordinal);
            writer.WriteStringValue(end < 0 ? Name(text, copy) : Name(text[..end], copy) + text[end..]);
        }

        writer.WriteEndArray();
    }

    // What everything needs stays one package; the rest are families of their own.
    private static string Name(string name, int copy) =>
        copy == 0 || name.StartsWith("__", StringComparison.Ordinal) || name is "python" or "libgcc" or "libgcc-ng"
            or "libstdcxx" or "python_abi"
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"{name}-{copy}");

    private static string Build(string build, int copy)
    {
        var underscore = build.LastIndexOf('_');
        var hash = string.Create(CultureInfo.InvariantCulture, $"h{copy * 7919:x7}");
        return underscore < 0 ? $"{hash}_{build}" : $"{build[..underscore]}{hash}{build[underscore..]}";
    }

    private static string Hash(int number, int digits)
    {
        var random = new Random(number);
        var bytes = new byte[digits / 2];
#pragma warning disable CA5394 // Numbers that look like hashes; nothing is kept secret by them.
        random.NextBytes(bytes);
#pragma warning restore CA5394
        return Convert.ToHexStringLower(bytes);
    }
}
