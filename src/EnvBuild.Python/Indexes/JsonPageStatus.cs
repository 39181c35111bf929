using System.Text.Json.Serialization;

namespace EnvBuild.Python.Indexes;

/// <summary>The <c>project-status</c> of an index page (PEP 792).</summary>
internal sealed record JsonPageStatus
{
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}
