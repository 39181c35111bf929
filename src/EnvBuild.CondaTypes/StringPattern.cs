using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EnvBuild.Conda;

/// <summary>
/// What a text field of a record shall be: the same text, a glob with <c>*</c>, or a regular expression between
/// <c>^</c> and <c>$</c>; case does not matter (CEP 29, string matching).
/// </summary>
public sealed class StringPattern : IEquatable<StringPattern>
{
    // Repodata and definitions are other people's text: a pattern that backtracks without end must not stop a build.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    private readonly Regex? _regex;
    private readonly string? _prefix;
    private readonly string? _suffix;

    private StringPattern(string text, Regex? regex)
    {
        Text = text;
        _regex = regex;
        if (regex is not null && text[0] != '^')
        {
            // Nearly all globs have one star at one end; no regular expression is needed for those.
            var star = text.IndexOf('*', StringComparison.Ordinal);
            if (star == text.LastIndexOf('*'))
            {
                (_prefix, _suffix) = (text[..star], text[(star + 1)..]);
            }
        }
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether only one text matches.</summary>
    public bool IsExact => _regex is null;

    /// <summary>Whether every text matches.</summary>
    public bool MatchesAll => Text == "*";

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="pattern">The pattern, if it can be read.</param>
    /// <param name="reason">Why it cannot.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out StringPattern? pattern, [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        (pattern, reason) = (null, null);
        var isRegex = text.StartsWith('^');
        if (isRegex && !text.EndsWith('$'))
        {
            reason = $"the regular expression '{text}' does not end with '$'";
        }
        else if (!isRegex && !text.Contains('*', StringComparison.Ordinal))
        {
            pattern = new StringPattern(text, null);
        }
        else if (TryCompile(isRegex ? text : GlobToRegex(text), out var regex))
        {
            pattern = new StringPattern(text, regex);
        }
        else
        {
            reason = $"'{text}' is not a regular expression";
        }

        return pattern is not null;
    }

    /// <summary>Whether a text matches.</summary>
    /// <param name="value">The text of a record's field; <see langword="null"/> never matches.</param>
    public bool Matches(string? value)
    {
        if (value is null)
        {
            return false;
        }

        if (_regex is null)
        {
            return string.Equals(Text, value, StringComparison.OrdinalIgnoreCase);
        }

        if (_prefix is not null)
        {
            return value.Length >= _prefix.Length + _suffix!.Length
                && value.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase)
                && value.EndsWith(_suffix, StringComparison.OrdinalIgnoreCase);
        }

        try
        {
            return _regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Equals(StringPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StringPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => Text;

    private static string GlobToRegex(string glob) =>
        "^" + Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal) + "$";

    private static bool TryCompile(string expression, [NotNullWhen(true)] out Regex? regex)
    {
        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        try
        {
            regex = new Regex(expression, Options | RegexOptions.NonBacktracking, LongestMatch);
            return true;
        }
        catch (NotSupportedException)
        {
            // Look-around needs backtracking; CEP 29 advises against it, conda takes it.
            regex = new Regex(expression, Options, LongestMatch);
            return true;
        }
        catch (ArgumentException)
        {
            regex = null;
            return false;
        }
    }
}
