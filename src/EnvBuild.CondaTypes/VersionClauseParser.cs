using System.Buffers;

namespace EnvBuild.Conda;

/// <summary>Reads one clause of a version spec: <c>&gt;=1.2</c>, <c>1.2.*</c>, <c>^1\.[23]$</c>.</summary>
internal static class VersionClauseParser
{
    private static readonly SearchValues<char> GlobCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*.+!_-");

    internal static VersionConstraint? Parse(ReadOnlySpan<char> text, out string? reason)
    {
        var clause = text.Trim();
        if (clause.IsEmpty)
        {
            reason = "a version is missing";
            return null;
        }

        if (clause[0] == '^' || clause[^1] == '$')
        {
            return ParseRegex(clause, out reason);
        }

        var length = clause.IndexOfAnyExcept("=<>!~");
        var sign = length < 0 ? clause : clause[..length];
        var version = length < 0 ? [] : clause[length..].TrimStart();
        if (version.IsEmpty)
        {
            reason = $"a version is missing behind '{clause}'";
            return null;
        }

        if (version.IndexOfAny(" \t") >= 0)
        {
            reason = $"'{version}' has a blank in it";
            return null;
        }

        // Real repodata says 0.2.18.*. and means the series.
        version = version.EndsWith(".*.") ? version[..^1] : version;
        return RelationOf(sign) is { } relation
            ? ParseRelation(relation, sign, version, out reason)
            : Fail($"'{sign}' is not an operator", out reason);
    }

    private static VersionConstraint? ParseRegex(ReadOnlySpan<char> clause, out string? reason)
    {
        if (clause[0] != '^')
        {
            return Fail("a regular expression starts with '^' and ends with '$'", out reason);
        }

        return StringPattern.TryParse(clause.ToString(), out var pattern, out reason)
            ? new VersionPattern(pattern, isNegated: false)
            : null;
    }

    private static VersionRelation? RelationOf(ReadOnlySpan<char> sign) => sign switch
    {
        "" or "==" => VersionRelation.Equal,
        "!=" => VersionRelation.NotEqual,
        "<" => VersionRelation.Less,
        "<=" => VersionRelation.LessOrEqual,
        ">" => VersionRelation.Greater,
        ">=" => VersionRelation.GreaterOrEqual,
        "=" => VersionRelation.StartsWith,
        "~=" => VersionRelation.Compatible,
        _ => null,
    };

    private static VersionConstraint? ParseRelation(
        VersionRelation relation, ReadOnlySpan<char> sign, ReadOnlySpan<char> version, out string? reason)
    {
        return relation switch
        {
            VersionRelation.Equal or VersionRelation.StartsWith or VersionRelation.NotEqual
                when version.Contains('*') => ParseSeries(relation, sign, version, out reason),
            VersionRelation.Compatible when version.EndsWith(".*") =>
                Fail("'~=' and '.*' exclude each other", out reason),
            VersionRelation.Equal or VersionRelation.StartsWith or VersionRelation.NotEqual
                or VersionRelation.Compatible => Literal(relation, version, sign.ToString(), out reason),

            // conda drops the star behind an ordered comparison: >=1.8.* is >=1.8.
            _ => Literal(relation, TrimSeries(version), sign.ToString(), out reason),
        };
    }

    /// <summary>Clauses with stars: a series when the star is at the end, else a pattern on the text.</summary>
    private static VersionConstraint? ParseSeries(
        VersionRelation relation, ReadOnlySpan<char> sign, ReadOnlySpan<char> version, out string? reason)
    {
        if (version.IndexOfAnyExcept(GlobCharacters) is >= 0 and var bad)
        {
            return Fail($"'{version[bad]}' cannot stand in a version", out reason);
        }

        var isNegated = relation == VersionRelation.NotEqual;
        if (version is "*")
        {
            reason = null;
            return isNegated ? new VersionPattern(Pattern(version), isNegated: true) : AnyVersion.Instance;
        }

        var series = sign.IsEmpty ? TrimStar(version) : TrimSeries(TrimStar(version));
        if (series.IsEmpty || series.Contains('*'))
        {
            reason = null;
            return new VersionPattern(Pattern(version), isNegated);
        }

        if (!CondaVersion.TryParse(series.ToString(), out var prefix, out reason))
        {
            return Fail($"'{series}' is not a version: {reason}", out reason);
        }

        var shown = relation == VersionRelation.Equal ? "" : sign.ToString();
        return new VersionClause(
            isNegated ? VersionRelation.NotStartsWith : VersionRelation.StartsWith, prefix, $"{shown}{series}.*");
    }

    private static VersionClause? Literal(
        VersionRelation relation, ReadOnlySpan<char> version, string sign, out string? reason)
    {
        if (CondaVersion.TryParse(version.ToString(), out var parsed, out reason))
        {
            return new VersionClause(relation, parsed, sign + parsed.Text);
        }

        reason = $"'{version}' is not a version: {reason}";
        return null;
    }

    private static StringPattern Pattern(ReadOnlySpan<char> glob) =>
        StringPattern.TryParse(glob.ToString(), out var pattern, out var reason)
            ? pattern
            : throw new InvalidOperationException(reason);

    private static ReadOnlySpan<char> TrimStar(ReadOnlySpan<char> version) =>
        version.EndsWith(".*") ? version[..^2] : version.EndsWith("*") ? version[..^1] : version;

    private static ReadOnlySpan<char> TrimSeries(ReadOnlySpan<char> version)
    {
        while (version.EndsWith(".*"))
        {
            version = version[..^2];
        }

        return version;
    }

    private static VersionConstraint? Fail(string why, out string? reason)
    {
        reason = why;
        return null;
    }
}
