namespace EnvBuild.Conda;

/// <summary>Reads <c>key='value', key2=value2</c>.</summary>
internal static class MatchSpecBracketParser
{
    /// <summary>End of the brackets that open at an offset: the offset of <c>]</c>, or -1.</summary>
    internal static int FindEnd(string text, int open)
    {
        var quote = '\0';
        for (var i = open + 1; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] == ']')
            {
                return i;
            }
            else if (text[i] is '\'' or '"' && text[i - 1] == '=')
            {
                quote = text[i];
            }
        }

        return -1;
    }

    internal static List<MatchSpecBracket>? Parse(string text, int start, int end, out MatchSpecError? error)
    {
        var pairs = new List<MatchSpecBracket>();
        var position = start;
        while (true)
        {
            position = Skip(text, position, end, static c => c == ',' || char.IsWhiteSpace(c));
            if (position == end)
            {
                error = null;
                return pairs;
            }

            var keyStart = position;
            position = Skip(text, position, end, static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
            var key = text[keyStart..position];
            if (position < end && text[position] == '=' && key.Length > 0)
            {
                if (ParseValue(text, ref position, end, out var valueStart) is not { Length: > 0 } value)
                {
                    error = new MatchSpecError(keyStart, $"'{key}' has no value, or its value is not closed");
                    return null;
                }

                pairs.Add(new MatchSpecBracket(key, value, valueStart));
            }
            else
            {
                // conda takes words without a value ([optional]) and forgets them.
                position = Skip(text, position, end, static c => c != ',' && !char.IsWhiteSpace(c));
                pairs.Add(new MatchSpecBracket(text[keyStart..position], null, keyStart));
            }
        }
    }

    private static string? ParseValue(string text, ref int position, int end, out int start)
    {
        start = ++position;
        if (position < end && text[position] is '\'' or '"')
        {
            var close = text.IndexOf(text[position], position + 1, end - position - 1);
            if (close < 0)
            {
                return null;
            }

            start = position + 1;
            var quoted = text[start..close];
            position = close + 1;
            return quoted;
        }

        position = Skip(text, position, end, static c => c != ',' && !char.IsWhiteSpace(c));
        return text.AsSpan(start, position - start).ContainsAny('\'', '"', '[') ? null : text[start..position];
    }

    private static int Skip(string text, int position, int end, Func<char, bool> isSkipped)
    {
        while (position < end && isSkipped(text[position]))
        {
            position++;
        }

        return position;
    }
}
