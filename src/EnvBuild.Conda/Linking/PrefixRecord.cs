using System.Text.Encodings.Web;
using System.Text.Json;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Linking;

/// <summary>
/// Writes <c>conda-meta/name-version-build.json</c> (CEP 32). It tells what the archive says of itself and where it
/// came from; nothing of the machine, the request or the clock, so that it is the same in every environment.
/// </summary>
internal static class PrefixRecord
{
    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The bytes of the record.</summary>
    /// <param name="index">What the package says of itself.</param>
    /// <param name="origin">Where it came from.</param>
    /// <param name="paths">Paths as in the package, and those that linking made.</param>
    /// <param name="files">The same paths as they are in the prefix.</param>
    public static byte[] Write(
        PackageIndex index,
        PackageOrigin origin,
        IReadOnlyCollection<PrefixPath> paths,
        IReadOnlyCollection<string> files)
    {
        var members = new SortedDictionary<string, Action<Utf8JsonWriter>>(StringComparer.Ordinal);
        foreach (var (name, value) in RecordedIndex.Read(index))
        {
            members[name] = writer => value.WriteTo(writer);
        }

        members["channel"] = writer => writer.WriteStringValue(origin.Channel);
        members["files"] = writer => WriteFiles(writer, files);
        members["fn"] = writer => writer.WriteStringValue(origin.FileName);
        members["md5"] = writer => writer.WriteStringValue(origin.Md5);
        members["paths_data"] = writer => WritePaths(writer, paths);
        members["sha256"] = writer => writer.WriteStringValue(origin.Sha256);
        members["size"] = writer => writer.WriteNumberValue(origin.Size);
        members["url"] = writer => writer.WriteStringValue(origin.Url);
        if (index.NoArch is { } noArch)
        {
            members["package_type"] = writer => writer.WriteStringValue($"noarch_{noArch}");
        }

        return Write(members);
    }

    private static byte[] Write(SortedDictionary<string, Action<Utf8JsonWriter>> members)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Format))
        {
            writer.WriteStartObject();
            foreach (var (name, write) in members)
            {
                writer.WritePropertyName(name);
                write(writer);
            }

            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteFiles(Utf8JsonWriter writer, IReadOnlyCollection<string> files)
    {
        writer.WriteStartArray();
        foreach (var file in files)
        {
            writer.WriteStringValue(file);
        }

        writer.WriteEndArray();
    }

    private static void WritePaths(Utf8JsonWriter writer, IReadOnlyCollection<PrefixPath> paths)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("paths");
        foreach (var path in paths)
        {
            path.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteNumber("paths_version", 1);
        writer.WriteEndObject();
    }
}
