namespace EnvBuild.Definitions.Reading;

/// <summary>Finds what was probably meant.</summary>
internal static class KeySuggestion
{
    // Longer texts are no misspelt keys, and the distance costs their square.
    private const int MaximumLength = 40;

    /// <summary>A sentence such as <c> Did you mean 'channels'?</c>; empty when nothing is near.</summary>
    public static string For(string text, IEnumerable<string> candidates)
    {
        if (text.Length > MaximumLength)
        {
            return "";
        }

        var wanted = text.ToLowerInvariant().Replace('-', '_');
        var nearest = candidates
            .Select(
                candidate => (candidate, Distance: Distance(wanted, candidate.ToLowerInvariant().Replace('-', '_'))))
            .Where(entry => entry.Distance <= Math.Max(1, entry.candidate.Length / 3))
            .OrderBy(entry => entry.Distance)
            .ThenBy(entry => entry.candidate, StringComparer.Ordinal)
            .Select(entry => entry.candidate)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    // Optimal string alignment: a swap of neighbours counts once. Three rows are enough.
    private static int Distance(string left, string right)
    {
        var (before, previous, current) = (
            new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                current[j] = isSwap ? Math.Min(best, before[j - 2] + 1) : best;
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}
