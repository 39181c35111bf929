using System.Text.RegularExpressions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Exporting;

/// <summary>Names of images as engines read them (the grammar of distribution/reference).</summary>
internal static partial class ImageName
{
    private const int LongestRepository = 255;

    /// <summary>The name with its tag: <c>quickstart</c> is <c>quickstart:latest</c>.</summary>
    /// <exception cref="EnvBuildException">ENV5004: engines would refuse it.</exception>
    public static string WithTag(string name)
    {
        var match = Grammar().Match(name);
        if (!match.Success || match.Groups["repository"].Length > LongestRepository)
        {
            throw DiagnosticCatalog.ReferenceNameInvalid.Exception(
                null, name, "engines take lower-case letters, digits and single separators, then ':' and a tag");
        }

        return match.Groups["tag"].Success ? name : $"{name}:latest";
    }

    /// <summary>
    /// The name with its tag and registry: <c>quickstart</c> is <c>docker.io/library/quickstart:latest</c>.
    /// </summary>
    public static string Full(string name)
    {
        var tagged = WithTag(name);
        var slash = tagged.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : tagged[..slash];
        var hasRegistry = first.AsSpan().IndexOfAny('.', ':') >= 0
            || string.Equals(first, "localhost", StringComparison.Ordinal);
        return (hasRegistry, slash) switch
        {
            (true, _) => tagged,
            (_, < 0) => $"docker.io/library/{tagged}",
            _ => $"docker.io/{tagged}",
        };
    }

    [GeneratedRegex(
        """
        \A(?<repository>
          (?:(?:localhost|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+
             |[a-zA-Z0-9-]+(?=:))(?::[0-9]+)?/)?
          [a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*)
        (?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar();
}
