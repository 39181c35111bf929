using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Python;

/// <summary>One clause such as <c>&gt;=1.2</c> or <c>==1.2.*</c> (PEP 440, version specifiers).</summary>
/// <param name="Operator">Comparison.</param>
/// <param name="Version">
/// The version; <see langword="null"/> only with <c>===</c> and a text that is no version.
/// </param>
/// <param name="IsPrefix">Whether it ends with <c>.*</c>.</param>
/// <param name="Text">The version as written, without white space, with <c>.*</c>.</param>
public sealed record VersionSpecifier(SpecifierOperator Operator, PythonVersion? Version, bool IsPrefix, string Text)
{
    private static readonly (string Symbol, SpecifierOperator Operator)[] Symbols =
    [
        ("===", SpecifierOperator.ArbitraryEqual),
        ("~=", SpecifierOperator.Compatible),
        ("==", SpecifierOperator.Equal),
        ("!=", SpecifierOperator.NotEqual),
        ("<=", SpecifierOperator.LessOrEqual),
        (">=", SpecifierOperator.GreaterOrEqual),
        ("<", SpecifierOperator.Less),
        (">", SpecifierOperator.Greater),
    ];

    /// <summary>The operator as written.</summary>
    public string Symbol => Symbols.First(entry => entry.Operator == Operator).Symbol;

    /// <summary>Whether it names exactly one version: <c>==1.2</c> or <c>===1.2</c>.</summary>
    public bool IsPin => !IsPrefix && Operator is SpecifierOperator.Equal or SpecifierOperator.ArbitraryEqual;

    /// <summary>Whether it names a pre-release, by which it takes pre-releases.</summary>
    public bool NamesPreRelease => Operator != SpecifierOperator.NotEqual && Version is { IsPreRelease: true };

    /// <summary>Whether a version satisfies it, be it a pre-release or not.</summary>
    /// <param name="version">The version.</param>
    public bool Matches(PythonVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return SpecifierMatch.Matches(this, version);
    }

    /// <summary>Reads one clause.</summary>
    /// <param name="text">Text; white space around its parts is permitted.</param>
    /// <param name="specifier">The clause.</param>
    /// <returns>Whether the text is a valid clause.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionSpecifier? specifier)
    {
        ArgumentNullException.ThrowIfNull(text);
        specifier = null;
        var trimmed = text.Trim();
        foreach (var (symbol, comparison) in Symbols)
        {
            if (trimmed.StartsWith(symbol, StringComparison.Ordinal))
            {
                specifier = Create(comparison, trimmed[symbol.Length..].Trim());
                return specifier is not null;
            }
        }

        return false;
    }

    /// <summary>
    /// The text that is the same for equal clauses; zeros at the end are cut where they mean nothing.
    /// </summary>
    public string ToCanonicalString() => Symbol + CanonicalVersion();

    /// <summary>The clause without white space, the version as written.</summary>
    public override string ToString() => Symbol + Text;

    private static VersionSpecifier? Create(SpecifierOperator comparison, string text)
    {
        if (comparison == SpecifierOperator.ArbitraryEqual)
        {
            var exact = PythonVersion.TryParse(text, out var parsed) ? parsed : null;
            return text.Length > 0 && !text.AsSpan().ContainsAny(" \t;,)") ? new(comparison, exact, false, text) : null;
        }

        var isPrefix = text.EndsWith(".*", StringComparison.Ordinal);
        return PythonVersion.TryParse(isPrefix ? text[..^2] : text, out var version)
            && IsAllowed(comparison, version, isPrefix)
            ? new(comparison, version, isPrefix, text)
            : null;
    }

    private static bool IsAllowed(SpecifierOperator comparison, PythonVersion version, bool isPrefix)
    {
        var isEquality = comparison is SpecifierOperator.Equal or SpecifierOperator.NotEqual;
        if (isPrefix && (!isEquality || !version.Local.IsEmpty || version.Dev is not null))
        {
            return false;
        }

        if (isPrefix && (version.Pre is not null || version.Post is not null))
        {
            return false;
        }

        return (isEquality || version.Local.IsEmpty)
            && (comparison != SpecifierOperator.Compatible || version.Release.Length > 1);
    }

    // `~=1.0` and `~=1.0.0` differ, `==1.0.*` and `==1.0.0.*` too; everywhere else zeros at the end mean nothing.
    private string CanonicalVersion() => Operator switch
    {
        SpecifierOperator.ArbitraryEqual => Text.ToLowerInvariant(),
        SpecifierOperator.Compatible => Version!.ToString(),
        _ => IsPrefix ? Version + ".*" : Version!.ToCanonicalString(),
    };
}
