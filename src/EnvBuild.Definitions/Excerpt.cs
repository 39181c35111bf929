using System.Text.RegularExpressions;

namespace EnvBuild.Definitions;

/// <summary>
/// The beginning and end of long texts: messages show where something stands, and never whole parts of files, which
/// may be other files than the ones that were meant.
/// </summary>
internal static partial class Excerpt
{
    /// <summary>Characters of a text that are shown.</summary>
    public const int MaximumLength = 60;

    private const int EndLength = 15;

    public static string Of(string text) =>
        text.Length <= MaximumLength ? text : $"{text[..(MaximumLength - EndLength - 1)]}…{text[^EndLength..]}";

    /// <summary>A sentence with all that it quotes shortened.</summary>
    public static string OfQuoted(string sentence) =>
        QuotedRegex().Replace(sentence, match => Of(match.Value));

    [GeneratedRegex("(?<=')[^']{61,}(?=')", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedRegex();
}
