namespace EnvBuild.Conda;

/// <summary>Reads <c>key='value', key2=value2, key3=[one, 'two']</c>.</summary>
internal static class MatchSpecBracketParser
{
    /// <summary>End of the brackets that open at an offset: the offset of <c>]</c>, or -1.</summary>
    internal static int FindEnd(string text, int open)
    {
        var isInList = false;
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] is '\'' or '"' && (isInList || text[i - 1] == '='))
            {
                var close = FindQuote(text, i, text.Length);
                if (close < 0)
                {
                    return -1;
                }

                i = close;
            }
            else if (text[i] == '[' && text[i - 1] == '=')
            {
                isInList = true;
            }
            else if (text[i] == ']')
            {
                if (!isInList)
                {
                    return i;
                }

                isInList = false;
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
                position++;
                if (ParseValue(text, ref position, end, key) is not { Value.Length: > 0 } pair)
                {
                    error = new MatchSpecError(keyStart, $"'{key}' has no value, or its value is not closed");
                    return null;
                }

                pairs.Add(pair);
            }
            else
            {
                // conda takes words without a value ([optional]) and forgets them.
                position = Skip(text, position, end, static c => c != ',' && !char.IsWhiteSpace(c));
                pairs.Add(new MatchSpecBracket(text[keyStart..position], null, keyStart));
            }
        }
    }

    private static MatchSpecBracket? ParseValue(string text, ref int position, int end, string key)
    {
        var start = position;
        if (position < end && text[position] == '[')
        {
            var items = ParseItems(text, ref position, end);
            return items is null ? null : new MatchSpecBracket(key, text[start..position], start, [.. items]);
        }

        var isQuoted = position < end && text[position] is '\'' or '"';
        var value = ParseText(text, ref position, end, static c => c != ',' && !char.IsWhiteSpace(c));
        return value is null ? null : new MatchSpecBracket(key, value, isQuoted ? start + 1 : start);
    }

    private static List<string>? ParseItems(string text, ref int position, int end)
    {
        var items = new List<string>();
        position++;
        while (true)
        {
            position = Skip(text, position, end, static c => c == ',' || char.IsWhiteSpace(c));
            if (position == end)
            {
                return null;
            }

            if (text[position] == ']')
            {
                position++;
                return items;
            }

            if (ParseText(text, ref position, end, static c => c is not (',' or ']') && !char.IsWhiteSpace(c))
                is not { Length: > 0 } item)
            {
                return null;
            }

            items.Add(item);
        }
    }

    /// <summary>A text between quotes, or one without them up to where it ends.</summary>
    private static string? ParseText(string text, ref int position, int end, Func<char, bool> isPart)
    {
        var start = position;
        if (position < end && text[position] is '\'' or '"')
        {
            var close = FindQuote(text, position, end);
            if (close < 0)
            {
                return null;
            }

            position = close + 1;
            return text[(start + 1)..close];
        }

        position = Skip(text, position, end, isPart);
        return text.AsSpan(start, position - start).ContainsAny('\'', '"', '[') ? null : text[start..position];
    }

    /// <summary>The quote that closes the one at an offset; a backslash in front of it is only a backslash.</summary>
    private static int FindQuote(string text, int open, int end) =>
        text.IndexOf(text[open], open + 1, end - open - 1);

    private static int Skip(string text, int position, int end, Func<char, bool> isSkipped)
    {
        while (position < end && isSkipped(text[position]))
        {
            position++;
        }

        return position;
    }
}
