using System.Text.Json;
using System.Text.Json.Serialization;

namespace EnvBuild.Python.Indexes;

/// <summary>A file of an index page (PEP 691, PEP 700, PEP 714); what indexes get wrong stays an element.</summary>
internal sealed record JsonPageFile
{
    [JsonPropertyName("filename")]
    public string? FileName { get; init; }

    [JsonPropertyName("url")]
    public string? Url { get; init; }

    [JsonPropertyName("hashes")]
    public JsonElement? Hashes { get; init; }

    [JsonPropertyName("requires-python")]
    public string? RequiresPython { get; init; }

    [JsonPropertyName("core-metadata")]
    public JsonElement? CoreMetadata { get; init; }

    [JsonPropertyName("dist-info-metadata")]
    public JsonElement? DistInfoMetadata { get; init; }

    [JsonPropertyName("yanked")]
    public JsonElement? Yanked { get; init; }

    [JsonPropertyName("size")]
    public JsonElement? Size { get; init; }

    [JsonPropertyName("upload-time")]
    public string? UploadTime { get; init; }
}
