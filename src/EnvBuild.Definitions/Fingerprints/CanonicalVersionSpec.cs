namespace EnvBuild.Definitions.Fingerprints;

/// <summary>Version specs of conda without an order: alternatives and conditions once each, sorted.</summary>
internal static class CanonicalVersionSpec
{
    /// <summary>The sorted form of a spec that has no blanks.</summary>
    public static string Of(string spec)
    {
        // A regular expression may hold the signs that are split at here.
        return spec.Contains('^', StringComparison.Ordinal) ? spec : Alternatives(spec);
    }

    private static string Alternatives(string text) => Join('|', Split(text, '|').Select(Conditions));

    private static string Conditions(string text) => Join(',', Split(text, ',').Select(Clause));

    private static string Clause(string text)
    {
        if (text.StartsWith('(') && text.EndsWith(')'))
        {
            var inner = Alternatives(text[1..^1]);
            return inner.Contains('|', StringComparison.Ordinal) ? $"({inner})" : inner;
        }

        return Plain(text).ToLowerInvariant();
    }

    private static string Plain(string clause)
    {
        if (clause.StartsWith("==", StringComparison.Ordinal))
        {
            return clause[2..];
        }

        return clause.StartsWith('=') ? clause[1..].TrimEnd('*').TrimEnd('.') + ".*" : clause;
    }

    private static string Join(char separator, IEnumerable<string> parts) =>
        string.Join(separator, parts.Distinct(StringComparer.Ordinal).Order(Utf8Order.Comparer));

    private static IEnumerable<string> Split(string text, char separator)
    {
        var depth = 0;
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            depth += text[index] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[index] == separator && depth == 0)
            {
                yield return text[start..index];
                start = index + 1;
            }
        }

        yield return text[start..];
    }
}
