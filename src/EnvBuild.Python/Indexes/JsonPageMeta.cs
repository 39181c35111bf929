using System.Text.Json.Serialization;

namespace EnvBuild.Python.Indexes;

/// <summary>The <c>meta</c> of an index page (PEP 691).</summary>
internal sealed record JsonPageMeta
{
    [JsonPropertyName("api-version")]
    public string? ApiVersion { get; init; }
}
