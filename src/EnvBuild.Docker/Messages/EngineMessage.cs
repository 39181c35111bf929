using System.Text.Json;
using System.Text.Json.Serialization;

namespace EnvBuild.Docker.Messages;

/// <summary>One object of the stream with which an engine answers to build, pull and load.</summary>
internal sealed record EngineMessage
{
    /// <summary>Output, which need not end with a line.</summary>
    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    [JsonPropertyName("status")]
    public string? Status { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    [JsonPropertyName("errorDetail")]
    public EngineMessageError? ErrorDetail { get; init; }

    /// <summary>More, in a form that depends on the kind of message: an object, or text of BuildKit.</summary>
    [JsonPropertyName("aux")]
    public JsonElement Aux { get; init; }

    /// <summary>Why the work failed; <see langword="null"/> if it did not. The status was a success all the same.</summary>
    [JsonIgnore]
    public string? Failure => ErrorDetail?.Message ?? Error;

    /// <summary>Id of the image that was built.</summary>
    [JsonIgnore]
    public string? ImageId =>
        Aux.ValueKind == JsonValueKind.Object
        && Aux.TryGetProperty("ID", out var id)
        && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
