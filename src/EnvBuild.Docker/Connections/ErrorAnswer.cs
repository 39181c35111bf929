using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Connections;

/// <summary>What an engine sends with a status that is no success.</summary>
internal sealed record ErrorAnswer
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("cause")]
    public string? Cause { get; init; }
}
