namespace EnvBuild.Conda;

/// <summary>Takes the text of a version apart (CEP 33).</summary>
internal static class VersionParser
{
    internal static bool TryParse(
        string text, out VersionAtom[][] main, out VersionAtom[][] local, out string? reason)
    {
        (main, local) = ([], []);
        var normal = Normalize(text);
        reason = CheckCharacters(normal);
        if (reason is not null || !TryCutEpoch(ref normal, out var epoch, out reason))
        {
            return false;
        }

        var plus = normal.IndexOf('+', StringComparison.Ordinal);
        var mainText = plus < 0 ? normal : normal[..plus];
        if (plus >= 0 && normal.AsSpan(plus + 1).Contains('+'))
        {
            reason = "it has more than one '+'";
            return false;
        }

        return TrySplit(mainText, epoch, out main, out reason)
            && (plus < 0 || TrySplit(normal[(plus + 1)..], epoch: null, out local, out reason));
    }

    private static string Normalize(string text)
    {
        var normal = text.Trim().ToLowerInvariant();
        return normal.Contains('-', StringComparison.Ordinal) && !normal.Contains('_', StringComparison.Ordinal)
            ? normal.Replace('-', '_')
            : normal;
    }

    private static string? CheckCharacters(string text)
    {
        if (text.Length == 0)
        {
            return "it is empty";
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && !"*.+!_".Contains(character))
            {
                return $"'{character}' cannot stand in a version";
            }
        }

        return null;
    }

    private static bool TryCutEpoch(ref string text, out VersionAtom epoch, out string? reason)
    {
        (epoch, reason) = (VersionAtom.Zero, null);
        var mark = text.IndexOf('!', StringComparison.Ordinal);
        if (mark < 0)
        {
            return true;
        }

        var digits = text.AsSpan(0, mark);
        if (digits.Length == 0 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            reason = "an epoch, the part before '!', is a number";
            return false;
        }

        epoch = VersionAtom.OfDigits(digits);
        text = text[(mark + 1)..];
        if (text.Contains('!', StringComparison.Ordinal))
        {
            reason = "it has more than one '!'";
            return false;
        }

        return true;
    }

    private static bool TrySplit(
        string text, VersionAtom? epoch, out VersionAtom[][] components, out string? reason)
    {
        // One underscore at the end belongs to the last component: 1.0.1_ comes before 1.0.1a.
        var endsWithUnderscore = text.EndsWith('_');
        var parts = (endsWithUnderscore ? text[..^1] : text).Replace('_', '.').Split('.');
        if (endsWithUnderscore)
        {
            parts[^1] += "_";
        }

        var skip = epoch is null ? 0 : 1;
        components = new VersionAtom[parts.Length + skip][];
        if (epoch is { } number)
        {
            components[0] = [number];
        }

        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length == 0)
            {
                reason = "it has an empty component";
                return false;
            }

            components[i + skip] = SplitComponent(parts[i]);
        }

        reason = null;
        return true;
    }

    private static VersionAtom[] SplitComponent(string component)
    {
        var span = component.AsSpan();
        var atoms = new List<VersionAtom>(2);
        if (KindOf(span[0]) != 0)
        {
            atoms.Add(VersionAtom.Zero);
        }

        while (!span.IsEmpty)
        {
            var kind = KindOf(span[0]);
            var length = 1;
            while (length < span.Length && KindOf(span[length]) == kind)
            {
                length++;
            }

            atoms.Add(kind == 0 ? VersionAtom.OfDigits(span[..length]) : VersionAtom.OfWord(span[..length]));
            span = span[length..];
        }

        return [.. atoms];
    }

    private static int KindOf(char character) => char.IsAsciiDigit(character) ? 0 : character == '*' ? 1 : 2;
}
