using System.Text;

namespace EnvBuild.Definitions.Pip;

/// <summary>Cuts a line of a requirements file into its parts.</summary>
internal static class PipLine
{
    /// <summary>The line without a comment; <c>#</c> starts one at the beginning or behind white space.</summary>
    public static string WithoutComment(string line)
    {
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '#' && (index == 0 || char.IsWhiteSpace(line[index - 1])))
            {
                return line[..index];
            }
        }

        return line;
    }

    /// <summary>The requirement, and the tokens from the first word on that starts with <c>-</c>.</summary>
    public static (string Requirement, IReadOnlyList<string> Options) Split(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '-' && (index == 0 || char.IsWhiteSpace(text[index - 1])))
            {
                return (text[..index].Trim(), Tokens(text[index..]));
            }
        }

        return (text, []);
    }

    public static string WithoutFileScheme(string path)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["file://", "file:"])
        {
            if (path.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return Uri.UnescapeDataString(path[scheme.Length..]);
            }
        }

        return path;
    }

    // As a POSIX shell cuts words: quotes and backslashes keep blanks inside a word.
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        var quote = '\0';
        var isOpen = false;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (quote != '\0' ? character == quote : character is '"' or '\'')
            {
                quote = quote == '\0' ? character : '\0';
                isOpen = true;
            }
            else if (char.IsWhiteSpace(character) && quote == '\0')
            {
                Close(tokens, token, ref isOpen);
            }
            else
            {
                var isEscape = character == '\\' && quote != '\'' && index + 1 < text.Length;
                token.Append(isEscape ? text[++index] : character);
                isOpen = true;
            }
        }

        Close(tokens, token, ref isOpen);
        return tokens;
    }

    private static void Close(List<string> tokens, StringBuilder token, ref bool isOpen)
    {
        if (isOpen)
        {
            tokens.Add(token.ToString());
            token.Clear();
            isOpen = false;
        }
    }
}
