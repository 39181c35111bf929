using System.Collections.Immutable;

namespace EnvBuild.Conda.Solve;

/// <summary>Finds names that somebody may have meant.</summary>
internal static class SimilarNames
{
    private const int MostNames = 3;

    internal static ImmutableArray<string> Find(string name, IEnumerable<string> names)
    {
        var limit = name.Length <= 4 ? 1 : 2;
        var plain = Plain(name);
        return
        [
            .. names.Distinct(StringComparer.Ordinal)
                .Select(other => (Name: other, Distance: Plain(other) == plain ? 0 : Distance(name, other, limit)))
                .Where(pair => pair.Distance <= limit)
                .OrderBy(pair => pair.Distance)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal)
                .Take(MostNames)
                .Select(pair => pair.Name),
        ];
    }

    /// <summary>sklearn, scikit_learn and scikit-learn differ in signs that people mix up.</summary>
    private static string Plain(string name) =>
        name.Replace("-", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace(".", "", StringComparison.Ordinal);

    /// <summary>Letters to add, drop, change or swap; anything above the limit is limit + 1.</summary>
    private static int Distance(string left, string right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit)
        {
            return limit + 1;
        }

        var (before, previous, current) =
            (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var isSame = left[i - 1] == right[j - 1];
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (isSame ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}
