using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EnvBuild.Tool.Output;

/// <summary>Writes results as indented JSON with a final line feed.</summary>
internal static class JsonOutput
{
    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type) =>
        output.WriteLine(JsonSerializer.Serialize(value, type));
}
