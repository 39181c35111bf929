using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Endpoints;

/// <summary>An endpoint of a context of the docker command.</summary>
internal sealed record DockerContextEndpoint
{
    [JsonPropertyName("Host")]
    public string? Host { get; init; }

    [JsonPropertyName("SkipTLSVerify")]
    public bool SkipTlsVerify { get; init; }
}
