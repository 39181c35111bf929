using System.Text;
using System.Text.RegularExpressions;
using EnvBuild.Definitions.Reading;

namespace EnvBuild.Definitions.Contexts;

/// <summary>One pattern of an ignore file.</summary>
internal sealed class IgnoreRule
{
    private readonly Regex _pattern;

    private IgnoreRule(string pattern, bool isException)
    {
        _pattern = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        IsException = isException;
    }

    /// <summary>Whether it takes back what an earlier pattern left out (<c>!</c>).</summary>
    public bool IsException { get; }

    /// <summary>
    /// A line of <c>.dockerignore</c>: patterns start at the context's root; a folder takes all below it.
    /// </summary>
    public static IgnoreRule? FromDockerignore(string line)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        var isException = text[0] == '!';
        var pattern = RelativePath.Normalize((isException ? text[1..] : text).Trim()).TrimStart('/');
        return pattern is "." or "" ? null : new IgnoreRule($"^{Translate(pattern)}(/|$)", isException);
    }

    /// <summary>A line of <c>.amlignore</c>, which is written as <c>.gitignore</c>.</summary>
    public static IgnoreRule? FromGitignore(string line)
    {
        var text = line.TrimEnd();
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        var isException = text[0] == '!';
        var pattern = isException ? text[1..] : text;
        var isFolder = pattern.EndsWith('/');
        pattern = pattern.TrimEnd('/');
        var isAnchored = pattern.Contains('/', StringComparison.Ordinal);
        pattern = pattern.TrimStart('/');
        return pattern.Length == 0
            ? null
            : new IgnoreRule(
                $"^{(isAnchored ? "" : "(.*/)?")}{Translate(pattern)}{(isFolder ? "/" : "(/|$)")}", isException);
    }

    public bool Matches(string path) => _pattern.IsMatch(path);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            var rest = pattern.AsSpan(index);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(.*/)?");
                index += 2;
            }
            else if (rest.StartsWith("**"))
            {
                regex.Append(".*");
                index++;
            }
            else
            {
                regex.Append(TranslateOne(pattern, ref index));
            }
        }

        return regex.ToString();
    }

    private static string TranslateOne(string pattern, ref int index)
    {
        switch (pattern[index])
        {
            case '*':
                return "[^/]*";
            case '?':
                return "[^/]";
            case '[' when pattern.IndexOf(']', index + 2) is > 0 and var end:
                var set = pattern[(index + 1)..end]
                    .Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("[", "\\[", StringComparison.Ordinal);
                index = end;
                return set[0] is '!' or '^' ? $"[^{set[1..]}]" : $"[{set}]";
            case '\\' when index + 1 < pattern.Length:
                index++;
                return Regex.Escape(pattern[index].ToString());
            default:
                return Regex.Escape(pattern[index].ToString());
        }
    }
}
