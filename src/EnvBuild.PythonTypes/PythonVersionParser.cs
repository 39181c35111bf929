using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace EnvBuild.Python;

/// <summary>Reads versions by the permissive grammar of PEP 440, appendix B.</summary>
internal static partial class PythonVersionParser
{
    public static bool TryParse(string text, [NotNullWhen(true)] out PythonVersion? version)
    {
        var match = VersionRegex().Match(text);
        version = match.Success ? Create(match) : null;
        return match.Success;
    }

    private static PythonVersion Create(Match match)
    {
        var local = match.Groups["local"];
        return new PythonVersion(
            Number(match.Groups["epoch"].ValueSpan),
            [.. match.Groups["release"].Value.Split('.').Select(part => Number(part))],
            Pre(match),
            Post(match),
            match.Groups["dev"].Success ? Number(match.Groups["dev_n"].ValueSpan) : null,
            local.Success ? Local(local.Value) : []);
    }

    private static PreRelease? Pre(Match match)
    {
        var phase = match.Groups["pre_l"];
        return phase.Success ? new PreRelease(Phase(phase.Value), Number(match.Groups["pre_n"].ValueSpan)) : null;
    }

    private static PreReleasePhase Phase(string text) => text.ToLowerInvariant() switch
    {
        "a" or "alpha" => PreReleasePhase.Alpha,
        "b" or "beta" => PreReleasePhase.Beta,
        _ => PreReleasePhase.ReleaseCandidate,
    };

    private static BigInteger? Post(Match match)
    {
        var bare = match.Groups["post_n1"];
        if (bare.Success)
        {
            return Number(bare.ValueSpan);
        }

        return match.Groups["post_l"].Success ? Number(match.Groups["post_n2"].ValueSpan) : null;
    }

    private static ImmutableArray<string> Local(string text) =>
    [
        .. text.ToLowerInvariant()
            .Split('.', '-', '_')
            .Select(part => part.All(char.IsAsciiDigit) ? Number(part).ToString(CultureInfo.InvariantCulture) : part),
    ];

    private static BigInteger Number(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? BigInteger.Zero : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\s*v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)" +
        @"(?:[-_.]?(?<pre_l>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre_n>[0-9]+)?)?" +
        @"(?:-(?<post_n1>[0-9]+)|[-_.]?(?<post_l>post|rev|r)[-_.]?(?<post_n2>[0-9]+)?)?" +
        @"(?<dev>[-_.]?dev[-_.]?(?<dev_n>[0-9]+)?)?" +
        @"(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VersionRegex();
}
