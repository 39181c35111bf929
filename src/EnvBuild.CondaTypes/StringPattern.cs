using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda;

/// <summary>
/// What a text field of a record shall be: the same text, a glob with <c>*</c>, or a regular expression between
/// <c>^</c> and <c>$</c>; case does not matter (CEP 29, string matching).
/// </summary>
public sealed class StringPattern : IEquatable<StringPattern>
{
    /// <summary>Characters of a regular expression; longer ones cost memory that nobody has asked for.</summary>
    private const int LongestExpression = 1000;

    // Repodata and definitions are other people's text: a pattern that backtracks without end must not stop a build.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestBacktracking = TimeSpan.FromSeconds(2);

    private readonly Regex? _regex;
    private readonly bool _isGlob;
    private long _backtrackingTicks;

    private StringPattern(string text, Regex? regex, bool isGlob)
    {
        Text = text;
        _regex = regex;
        _isGlob = isGlob;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether only one text matches.</summary>
    public bool IsExact => _regex is null && !_isGlob;

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
        if (!text.StartsWith('^'))
        {
            pattern = new StringPattern(text, null, text.Contains('*', StringComparison.Ordinal));
        }
        else if (text.Length > LongestExpression)
        {
            reason = $"a regular expression has more than {LongestExpression} characters";
        }
        else if (!text.EndsWith('$'))
        {
            reason = $"the regular expression '{text}' does not end with '$'";
        }
        else if (TryCompile(text, out var regex))
        {
            pattern = new StringPattern(text, regex, isGlob: false);
        }
        else
        {
            reason = $"'{text}' is not a regular expression";
        }

        return pattern is not null;
    }

    /// <summary>A text without regular expression; <c>*</c> stands for any text.</summary>
    internal static StringPattern OfGlob(string text) =>
        new(text, null, text.Contains('*', StringComparison.Ordinal));

    /// <summary>Whether a text matches.</summary>
    /// <param name="value">The text of a record's field; <see langword="null"/> never matches.</param>
    /// <exception cref="EnvBuildException">
    /// ENV3001: the regular expression takes too long. To take that for no match would make the answer depend on the
    /// speed of the machine.
    /// </exception>
    public bool Matches(string? value)
    {
        if (value is null)
        {
            return false;
        }

        if (_regex is null)
        {
            return _isGlob
                ? MatchesGlob(value)
                : string.Equals(Text, value, StringComparison.OrdinalIgnoreCase);
        }

        return _regex.Options.HasFlag(RegexOptions.NonBacktracking)
            ? MatchesExpression(_regex, value)
            : MatchesWithinBudget(_regex, value);
    }

    /// <inheritdoc/>
    public bool Equals(StringPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StringPattern);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => Text;

    /// <summary>
    /// Goes back to the last star only, so that the work grows with the product of the lengths at most.
    /// </summary>
    private bool MatchesGlob(string value)
    {
        var (pattern, text, star, mark) = (0, 0, -1, 0);
        while (text < value.Length)
        {
            if (pattern < Text.Length && Text[pattern] == '*')
            {
                (star, mark) = (pattern++, text);
            }
            else if (pattern < Text.Length
                && char.ToUpperInvariant(Text[pattern]) == char.ToUpperInvariant(value[text]))
            {
                pattern++;
                text++;
            }
            else if (star >= 0)
            {
                (pattern, text) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return Text.AsSpan(pattern).TrimStart('*').IsEmpty;
    }

    private bool MatchesExpression(Regex regex, string value)
    {
        try
        {
            return regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            throw TakesTooLong();
        }
    }

    /// <summary>Many matches that each stay below the limit must not add up to a build that never ends.</summary>
    private bool MatchesWithinBudget(Regex regex, string value)
    {
        if (Interlocked.Read(ref _backtrackingTicks) > LongestBacktracking.Ticks)
        {
            throw TakesTooLong();
        }

        var started = Stopwatch.GetTimestamp();
        var matches = MatchesExpression(regex, value);
        Interlocked.Add(ref _backtrackingTicks, Stopwatch.GetElapsedTime(started).Ticks);
        return matches;
    }

    private EnvBuildException TakesTooLong() =>
        DiagnosticCatalog.InvalidMatchSpec.Exception(null, Text, "the regular expression takes too long");

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
