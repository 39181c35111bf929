using System.Text.Json;

namespace EnvBuild.Conda.Linking;

/// <summary>What <c>conda-meta</c> tells of one path (CEP 32, <c>paths_data</c>).</summary>
internal sealed record PrefixPath
{
    public required string Path { get; init; }

    public required string PathType { get; init; }

    public string? FileMode { get; init; }

    public bool NoLink { get; init; }

    public string? Placeholder { get; init; }

    public string? Sha256 { get; init; }

    public string? Sha256InPrefix { get; init; }

    public long? Size { get; init; }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("_path", Path);
        WriteOptional(writer, "file_mode", FileMode);
        if (NoLink)
        {
            writer.WriteBoolean("no_link", true);
        }

        writer.WriteString("path_type", PathType);
        WriteOptional(writer, "prefix_placeholder", Placeholder);
        WriteOptional(writer, "sha256", Sha256);
        WriteOptional(writer, "sha256_in_prefix", Sha256InPrefix);
        if (Size is { } size)
        {
            writer.WriteNumber("size_in_bytes", size);
        }

        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
