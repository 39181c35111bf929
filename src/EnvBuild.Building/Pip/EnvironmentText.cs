using System.Text.RegularExpressions;

namespace EnvBuild.Building.Pip;

/// <summary>Variables in requirements (pip documentation, Using environment variables): <c>${NAME}</c> in upper case.</summary>
internal static partial class EnvironmentText
{
    /// <summary>Puts the values of variables in; those that are not set stay as they are.</summary>
    public static string Expand(string text, Func<string, string?> getVariable) => NameRegex().Replace(
        text, match => getVariable(match.Groups[1].Value) is { Length: > 0 } value ? value : match.Value);

    /// <summary>The first variable that is not set; <see langword="null"/> if all are.</summary>
    public static string? FindMissing(string text, Func<string, string?> getVariable) => NameRegex().Matches(text)
        .Select(match => match.Groups[1].Value)
        .FirstOrDefault(name => string.IsNullOrEmpty(getVariable(name)));

    [GeneratedRegex(@"\$\{([A-Z0-9_]+)\}")]
    private static partial Regex NameRegex();
}
