using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EnvBuild.Tasks.Files;

/// <summary>Small JSON files; one that cannot be read counts as missing.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(Action<Utf8JsonWriter> writeProperties)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writeProperties(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static T? TryRead<T>(string path, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            return null;
        }
    }

    public static ImmutableArray<T> ReadArray<T>(JsonElement array, Func<JsonElement, T> read)
    {
        var items = ImmutableArray.CreateBuilder<T>(array.GetArrayLength());
        foreach (var element in array.EnumerateArray())
        {
            items.Add(read(element));
        }

        return items.MoveToImmutable();
    }

    // The last two: valid JSON of another form.
    private static bool IsDamage(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or JsonException
            or FormatException or KeyNotFoundException or InvalidOperationException;
}
