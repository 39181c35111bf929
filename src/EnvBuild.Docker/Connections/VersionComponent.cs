using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Connections;

/// <summary>A part of an engine, in the answer to <c>GET /version</c>.</summary>
internal sealed record VersionComponent
{
    [JsonPropertyName("Name")]
    public string? Name { get; init; }
}
