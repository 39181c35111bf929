using System.Text;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Reads <c>.netrc</c>. An entry <c>default</c> is passed over: it would show a password to every channel.
/// </summary>
internal static class NetrcReader
{
    public static IReadOnlyList<ChannelCredential> Parse(string text, string origin)
    {
        var found = new List<ChannelCredential>();
        var tokens = new Queue<(string Text, int Line)>(Tokens(text));
        while (tokens.TryDequeue(out var token))
        {
            switch (token.Text)
            {
                case "machine":
                    var host = Next(tokens, token);
                    Add(found, host, ReadEntry(tokens), origin);
                    break;
                case "default":
                    ReadEntry(tokens);
                    break;
                default:
                    throw new CredentialFormatException("'machine' is expected", token.Line);
            }
        }

        return found;
    }

    private static void Add(
        List<ChannelCredential> found, string host, (string? User, string? Password) entry, string origin)
    {
        // As with Python, the last of several entries for a host counts.
        if (CredentialScope.Parse(host) is { } scope && entry.Password is { } password)
        {
            found.RemoveAll(other => other.Scope == scope);
            found.Add(ChannelCredential.Basic(entry.User ?? "", password, scope, origin));
        }
    }

    private static (string? User, string? Password) ReadEntry(Queue<(string Text, int Line)> tokens)
    {
        string? user = null;
        string? password = null;
        while (tokens.TryPeek(out var token) && token.Text is not ("machine" or "default"))
        {
            tokens.Dequeue();
            switch (token.Text)
            {
                case "login" or "user":
                    user = Next(tokens, token);
                    break;
                case "password":
                    password = Next(tokens, token);
                    break;
                case "account":
                    Next(tokens, token);
                    break;
                default:
                    throw new CredentialFormatException("'login' or 'password' is expected", token.Line);
            }
        }

        return (user, password);
    }

    private static string Next(Queue<(string Text, int Line)> tokens, (string Text, int Line) key) =>
        tokens.TryDequeue(out var value)
            ? value.Text
            : throw new CredentialFormatException($"'{key.Text}' has no value", key.Line);

    private static IEnumerable<(string Text, int Line)> Tokens(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var words = Words(lines[i]);
            if (words.IndexOf("macdef") is >= 0 and var macro)
            {
                words.RemoveRange(macro, words.Count - macro);
                // A macro ends with an empty line.
                while (i + 1 < lines.Length && lines[i + 1].Trim().Length > 0)
                {
                    i++;
                }
            }

            foreach (var word in words)
            {
                yield return (word, i + 1);
            }
        }
    }

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        for (var i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }

            // A password may begin with '#'; a comment has it in front of a blank or of all.
            if (line[i] == '#' && (words.Count == 0 || i + 1 == line.Length || line[i + 1] == ' '))
            {
                break;
            }

            words.Add(Word(line, ref i));
        }

        return words;
    }

    private static string Word(string line, ref int i)
    {
        var word = new StringBuilder();
        var isQuoted = line[i] == '"';
        i += isQuoted ? 1 : 0;
        while (i < line.Length && (isQuoted ? line[i] != '"' : !char.IsWhiteSpace(line[i])))
        {
            i += line[i] == '\\' && i + 1 < line.Length ? 1 : 0;
            word.Append(line[i++]);
        }

        i += isQuoted && i < line.Length ? 1 : 0;
        return word.ToString();
    }
}
