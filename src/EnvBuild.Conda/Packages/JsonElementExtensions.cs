using System.Text.Json;

namespace EnvBuild.Conda.Packages;

/// <summary>Lookups that take a missing key, null and a value of another kind as absent.</summary>
internal static class JsonElementExtensions
{
    public static string? FindString(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static long? FindInt64(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number)
            ? number
            : null;
}
