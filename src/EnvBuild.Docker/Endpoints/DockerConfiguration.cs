using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Endpoints;

/// <summary>The part of <c>config.json</c> of the docker command that is about engines.</summary>
internal sealed record DockerConfiguration
{
    [JsonPropertyName("currentContext")]
    public string? CurrentContext { get; init; }
}
