using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Messages;

/// <summary>A failure in the middle of a stream.</summary>
internal sealed record EngineMessageError
{
    /// <summary>Exit code of the command that failed; 0 if the engine does not say it.</summary>
    [JsonPropertyName("code")]
    public int Code { get; init; }

    [JsonPropertyName("message")]
    public string? Message { get; init; }
}
