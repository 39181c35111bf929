using System.Collections.Immutable;
using EnvBuild.Definitions;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building;

/// <summary>A fingerprint with what went into it, by branch.</summary>
/// <param name="Value">64 hexadecimal digits.</param>
/// <param name="Branches">Digest of each branch.</param>
/// <param name="Explanation">What went into each branch, a line each: <c>package: numpy=1.26</c>.</param>
public sealed record FingerprintDetails(
    string Value,
    ImmutableSortedDictionary<string, string> Branches,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Explanation)
{
    /// <summary>Computes it.</summary>
    /// <param name="environment">The definition.</param>
    public static FingerprintDetails Of(Environment environment)
    {
        var fingerprint = Fingerprint.Compute(environment);
        var digests = fingerprint.Branches;
        var branches = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("base", digests.Base),
                KeyValuePair.Create("steps", digests.Steps),
                KeyValuePair.Create("conda", digests.Conda),
                KeyValuePair.Create("pip", digests.Pip),
                KeyValuePair.Create("spark", digests.Spark),
            ]);
        var parts = Fingerprint.Explain(environment).ToLookup(part => part.Branch, StringComparer.Ordinal);
        return new FingerprintDetails(
            fingerprint.Value,
            branches,
            branches.Keys.ToImmutableSortedDictionary(
                branch => branch,
                branch => parts[branch].Select(Describe).ToImmutableArray(),
                StringComparer.Ordinal));
    }

    /// <summary>What is different from an earlier fingerprint, for people.</summary>
    /// <param name="earlier">What went into the branches then.</param>
    /// <returns>Such as <c>conda: package: numpy=1.26 → package: numpy=2.0</c>; empty if nothing is.</returns>
    public string DescribeChange(IReadOnlyDictionary<string, ImmutableArray<string>> earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var changes = Explanation
            .Select(branch => (Name: branch.Key, Text: Describe(earlier.GetValueOrDefault(branch.Key, []), branch.Value)))
            .Where(change => change.Text.Length > 0)
            .Select(change => $"{change.Name}: {change.Text}");
        return string.Join("; ", changes);
    }

    // The canonical text of a match spec has a line for each of its fields.
    private static string Describe(FingerprintPart part) => $"{part.Field}: {part.Text.Replace('\n', ' ')}";

    private static string Describe(ImmutableArray<string> before, ImmutableArray<string> now)
    {
        const int MostShown = 3;
        var removed = before.Except(now).ToList();
        var added = now.Except(before).ToList();
        if (removed.Count == 0 && added.Count == 0)
        {
            return before.SequenceEqual(now) ? "" : "another order";
        }

        if (removed is [var old] && added is [var @new] && FieldOf(old) == FieldOf(@new))
        {
            return $"{old} → {@new[(FieldOf(@new).Length + 2)..]}";
        }

        var all = added.Select(item => $"+ {item}").Concat(removed.Select(item => $"- {item}")).ToList();
        var more = all.Count > MostShown ? $" and {all.Count - MostShown} more" : "";
        return string.Join(", ", all.Take(MostShown)) + more;
    }

    private static string FieldOf(string line) => line[..line.IndexOf(": ", StringComparison.Ordinal)];
}
