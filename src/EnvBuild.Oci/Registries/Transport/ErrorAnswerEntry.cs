using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>One error of a registry's answer.</summary>
/// <param name="Code">Code, such as <c>BLOB_UNKNOWN</c>.</param>
/// <param name="Message">Text for people.</param>
internal sealed record ErrorAnswerEntry(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("message")] string? Message);
