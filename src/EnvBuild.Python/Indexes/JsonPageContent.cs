using System.Text.Json.Serialization;

namespace EnvBuild.Python.Indexes;

/// <summary>The object of an index page (PEP 691).</summary>
internal sealed record JsonPageContent
{
    [JsonPropertyName("meta")]
    public JsonPageMeta? Meta { get; init; }

    [JsonPropertyName("project-status")]
    public JsonPageStatus? Status { get; init; }

    [JsonPropertyName("files")]
    public IReadOnlyList<JsonPageFile?>? Files { get; init; }
}
