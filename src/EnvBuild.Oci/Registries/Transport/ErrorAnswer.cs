using System.Text.Json;
using System.Text.Json.Serialization;
using EnvBuild.Oci.Registries.Json;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>What a registry says of an error (OCI distribution-spec, Error Codes).</summary>
internal sealed record ErrorAnswer
{
    private const int LongestShown = 200;

    /// <summary>The errors.</summary>
    [JsonPropertyName("errors")]
    public IReadOnlyList<ErrorAnswerEntry?>? Errors { get; init; }

    /// <summary>Code of the first error.</summary>
    [JsonIgnore]
    public string? Code => First?.Code;

    private ErrorAnswerEntry? First => Errors is [{ } first, ..] ? first : null;

    /// <summary>Reads the body of an answer; an empty one where it says nothing that is understood.</summary>
    public static async Task<ErrorAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var json = await BoundedBody.ReadAsync(response, BoundedBody.Small, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(json, AccessJsonContext.Default.ErrorAnswer) ?? new ErrorAnswer();
        }
        catch (Exception exception) when (exception is JsonException or RegistryFailure)
        {
            return new ErrorAnswer();
        }
    }

    /// <summary>Status, code and message in one line.</summary>
    public string Describe(HttpResponseMessage response)
    {
        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        var text = string.Join(": ", new[] { First?.Code, First?.Message }.Where(part => !string.IsNullOrEmpty(part)));
        return text.Length == 0 ? status : $"{status}, {Clean(text)}";
    }

    /// <summary>Foreign text as it may be shown: one line, not long.</summary>
    public static string Clean(string text)
    {
        var line = string.Concat(text.Where(letter => !char.IsControl(letter)));
        return (line.Length > LongestShown ? $"{line[..LongestShown]}…" : line).TrimEnd('.');
    }
}
