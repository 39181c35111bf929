using System.Text.Json;

namespace EnvBuild.Conda.Tests.Solve;

/// <summary>What a real solver said.</summary>
internal sealed record OracleAnswer(string Status, string[] Packages)
{
    internal static OracleAnswer Read(JsonElement element) => new(
        element.GetProperty("status").GetString()!,
        element.TryGetProperty("packages", out var packages) && packages.ValueKind == JsonValueKind.Array
            ? [.. packages.EnumerateArray().Select(package => package.GetString()!).Order(StringComparer.Ordinal)]
            : []);
}
