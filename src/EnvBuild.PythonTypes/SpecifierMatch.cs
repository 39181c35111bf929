using System.Numerics;

namespace EnvBuild.Python;

/// <summary>Whether a version satisfies a clause (PEP 440, version specifiers).</summary>
internal static class SpecifierMatch
{
    public static bool Matches(VersionSpecifier clause, PythonVersion version) => clause.Operator switch
    {
        SpecifierOperator.Equal => IsEqual(clause, version),
        SpecifierOperator.NotEqual => !IsEqual(clause, version),
        SpecifierOperator.LessOrEqual => version.WithoutLocal() <= clause.Version!,
        SpecifierOperator.GreaterOrEqual => version.WithoutLocal() >= clause.Version!,
        SpecifierOperator.Less => IsLess(clause.Version!, version),
        SpecifierOperator.Greater => IsGreater(clause.Version!, version),
        SpecifierOperator.Compatible => IsCompatible(clause.Version!, version),
        _ => MatchesText(clause, version.ToString()),
    };

    /// <summary>Whether a text that may be no version satisfies a clause: only <c>===</c> takes such.</summary>
    public static bool Matches(VersionSpecifier clause, string text, PythonVersion? version) =>
        clause.Operator == SpecifierOperator.ArbitraryEqual
            ? MatchesText(clause, text)
            : version is not null && Matches(clause, version);

    /// <summary><c>===</c>: the texts are compared, whatever they mean.</summary>
    private static bool MatchesText(VersionSpecifier clause, string version) =>
        string.Equals(clause.Text, version, StringComparison.OrdinalIgnoreCase);

    // A clause without a local version takes every local version.
    private static bool IsEqual(VersionSpecifier clause, PythonVersion version) => clause switch
    {
        { IsPrefix: true, Version: { } prefix } => HasPrefix(version, prefix.Epoch, prefix.Release.AsSpan()),
        { Version.Local.IsEmpty: true } => version.WithoutLocal() == clause.Version,
        _ => version == clause.Version,
    };

    // `<1.0` takes no pre-release of 1.0, unless it names one itself; those of 1.0 are none of 1.0.post1.
    private static bool IsLess(PythonVersion bound, PythonVersion version) =>
        version < bound
        && (bound.IsPreRelease || !version.IsPreRelease || !HaveSameBase(version, bound)
            || (bound.Post is not null && bound.Post != version.Post));

    // `>1.0` takes no post-release of 1.0, unless it names one itself, and no local version of it.
    private static bool IsGreater(PythonVersion bound, PythonVersion version) =>
        version > bound
        && (bound.Post is not null || version.Post is null || version.WithoutPost() != bound)
        && (version.Local.IsEmpty || version.WithoutLocal() != bound);

    private static bool IsCompatible(PythonVersion bound, PythonVersion version) =>
        version.WithoutLocal() >= bound && HasPrefix(version, bound.Epoch, bound.Release.AsSpan()[..^1]);

    private static bool HasPrefix(PythonVersion version, BigInteger epoch, ReadOnlySpan<BigInteger> prefix)
    {
        if (version.Epoch != epoch)
        {
            return false;
        }

        for (var index = 0; index < prefix.Length; index++)
        {
            if (prefix[index] != (index < version.Release.Length ? version.Release[index] : BigInteger.Zero))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HaveSameBase(PythonVersion left, PythonVersion right) =>
        left.Epoch == right.Epoch && left.SignificantRelease().SequenceEqual(right.SignificantRelease());
}
