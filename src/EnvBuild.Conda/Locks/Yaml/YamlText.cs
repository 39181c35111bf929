using System.Buffers;
using System.Globalization;

namespace EnvBuild.Conda.Locks.Yaml;

/// <summary>Texts as YAML writes them: quoted wherever any version takes them for something else.</summary>
internal static class YamlText
{
    private const string PlainEverywhere = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(PlainEverywhere);
    private static readonly SearchValues<char> SpecCharacters = SearchValues.Create(PlainEverywhere + "=");

    /// <summary>A text of any kind.</summary>
    public static string Quote(string value) => Quote(value, PlainCharacters);

    /// <summary>A match spec or requirement: as people write them, without quotes around <c>=</c>.</summary>
    public static string QuoteSpec(string value) => Quote(value, SpecCharacters);

    private static string Quote(string value, SearchValues<char> plainCharacters)
    {
        var isPlain = value.Length > 0
            && !value.AsSpan().ContainsAnyExcept(plainCharacters)
            && char.IsAsciiLetter(value[0])
            && !IsKeyword(value);
        if (isPlain || value.StartsWith("https://", StringComparison.Ordinal) && IsPlainUrl(value))
        {
            return value;
        }

        return value.Any(IsEscaped)
            ? $"\"{string.Concat(value.Select(Escape))}\""
            : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    private static bool IsPlainUrl(string value) =>
        !value.AsSpan("https://".Length).ContainsAnyExcept(PlainCharacters);

    private static bool IsKeyword(string value) =>
        value.ToLowerInvariant() is "true" or "false" or "yes" or "no" or "on" or "off" or "null" or "y" or "n";

    // YAML takes the separators of Unicode for ends of lines, and the mark of byte order for nothing.
    private static bool IsEscaped(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or '\ufeff';

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        _ when IsEscaped(character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
        _ => character.ToString(),
    };
}
