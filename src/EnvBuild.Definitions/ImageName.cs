using System.Text;

namespace EnvBuild.Definitions;

/// <summary>
/// Names and versions of environments in the grammar of image repositories and tags (OCI distribution-spec, Pulling
/// manifests).
/// </summary>
public static class ImageName
{
    private const int LongestTag = 128;
    private const string Fallback = "environment";

    /// <summary>The repository name nearest to a text: lower case, other characters become one hyphen.</summary>
    /// <param name="text">Name from a definition, or the name of a folder.</param>
    public static string ForRepository(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.ToLowerInvariant().Split('/').Select(part => Clean(part, char.IsAsciiLetterOrDigit, "._-"));
        var name = string.Join('/', parts.Where(part => part.Length > 0));
        return name.Length > 0 ? name : Fallback;
    }

    /// <summary>The tag nearest to a text: other characters become one hyphen, at most 128 characters.</summary>
    /// <param name="text">Version from a definition.</param>
    public static string ForTag(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tag = Clean(text, character => char.IsAsciiLetterOrDigit(character) || character == '_', "._-");
        return tag.Length switch
        {
            0 => "latest",
            > LongestTag => tag[..LongestTag],
            _ => tag,
        };
    }

    // A separator stands only between characters, and only one of them.
    private static string Clean(string text, Func<char, bool> isCharacter, string separators)
    {
        var cleaned = new StringBuilder(text.Length);
        char? pending = null;
        foreach (var character in text)
        {
            if (!isCharacter(character))
            {
                pending ??= separators.Contains(character, StringComparison.Ordinal) ? character : '-';
                continue;
            }

            if (pending is { } separator && cleaned.Length > 0)
            {
                cleaned.Append(separator);
            }

            pending = null;
            cleaned.Append(character);
        }

        return cleaned.ToString();
    }
}
