using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EnvBuild.Oci.Json;

/// <summary>Deterministic bytes of the documents: keys in fixed order, no white space, no clock.</summary>
internal static class OciJson
{
    /// <summary>For writing: with the encoder that keeps digests stable.</summary>
    public static OciJsonContext Frozen { get; } = new(
        new JsonSerializerOptions(OciJsonContext.Default.Options) { Encoder = FrozenJsonEncoder.Instance });

    public static byte[] Serialize<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToUtf8Bytes(value, type);

    public static bool TryParse<T>(
        ReadOnlySpan<byte> json, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value, out string problem)
        where T : class
    {
        value = null;
        problem = "it is empty";
        try
        {
            value = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException exception)
        {
            problem = $"it is not valid JSON of its kind ({exception.Path ?? "$"}, line {exception.LineNumber + 1})";
        }

        return value is not null;
    }
}
