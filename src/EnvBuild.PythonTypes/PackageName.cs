using System.Text.RegularExpressions;

namespace EnvBuild.Python;

/// <summary>Names of Python projects (PEP 503, PEP 508).</summary>
public static partial class PackageName
{
    /// <summary>
    /// Whether the text is a valid project or extra name: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>.
    /// </summary>
    /// <param name="text">Candidate.</param>
    public static bool IsValid(string text) => NameRegex().IsMatch(text);

    /// <summary>
    /// The comparable form: lower case, runs of <c>-</c>, <c>_</c>, <c>.</c> as one <c>-</c> (PEP 503).
    /// </summary>
    /// <param name="name">A name as written.</param>
    public static string Normalize(string name) => SeparatorRegex().Replace(name, "-").ToLowerInvariant();

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\z")]
    private static partial Regex NameRegex();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex SeparatorRegex();
}
