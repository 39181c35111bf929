using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Connections;

/// <summary>Answer to <c>GET /version</c>.</summary>
internal sealed record VersionAnswer
{
    [JsonPropertyName("Version")]
    public string? Version { get; init; }

    [JsonPropertyName("ApiVersion")]
    public string? ApiVersion { get; init; }

    [JsonPropertyName("MinAPIVersion")]
    public string? MinApiVersion { get; init; }

    [JsonPropertyName("Os")]
    public string? Os { get; init; }

    [JsonPropertyName("Arch")]
    public string? Architecture { get; init; }

    [JsonPropertyName("Components")]
    public IReadOnlyList<VersionComponent>? Components { get; init; }
}
