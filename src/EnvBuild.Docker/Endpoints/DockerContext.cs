using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Endpoints;

/// <summary>A context of the docker command: <c>contexts/meta/&lt;SHA-256 of the name&gt;/meta.json</c>.</summary>
internal sealed record DockerContext
{
    [JsonPropertyName("Endpoints")]
    public Dictionary<string, DockerContextEndpoint>? Endpoints { get; init; }
}
