using System.Collections.Immutable;

namespace EnvBuild.Conda.Solve;

/// <content>
/// The order of preference among packages of a name: without tracked features first; of a higher channel, where channel
/// priority is flexible; newer version; newer build; without features that nobody turned on; then, dependency by
/// dependency in alphabetical order, the one that
/// admits the newer version of what all of them need; then the one built last.
/// </content>
internal sealed partial class CondaPool
{
    private ImmutableArray<int> SortedPackagesOf(int name)
    {
        var entry = _names[name];
        if (entry.Sorted.IsDefault)
        {
            var packages = PackagesOf(name).ToArray();
            var isDirect = _request.Specs.Any(requested => requested.Spec.PackageName == entry.Text);
            var direction = _request.Strategy switch
            {
                SolveStrategy.Lowest => -1,
                SolveStrategy.LowestDirect when isDirect => -1,
                _ => 1,
            };
            Array.Sort(packages, (left, right) =>
            {
                var order = ComparePlainly(left, right, direction);
                return order != 0 ? order : left.CompareTo(right);
            });
            SortTies(packages, direction);
            entry.Sorted = MoveFavoredForward(packages, entry.Text);
        }

        return entry.Sorted;
    }

    private ImmutableArray<int> MoveFavoredForward(int[] packages, string name)
    {
        var favored =
            _request.Favored.Where(record => record.Name == name).Select(record => record.DistName).ToHashSet();
        return favored.Count == 0
            ? [.. packages]
            : [.. packages.OrderBy(package => favored.Contains(RecordOf(package).DistName) ? 0 : 1)];
    }

    private int ComparePlainly(int left, int right, int direction)
    {
        var (a, b) = (_packages[left], _packages[right]);
        var order = a.Record.TrackFeatures.IsEmpty.CompareTo(b.Record.TrackFeatures.IsEmpty) * -1;
        if (order == 0 && _request.ChannelPriority == ChannelPriority.Flexible)
        {
            order = a.ChannelRank.CompareTo(b.ChannelRank);
        }

        if (order == 0)
        {
            order = b.Record.Version.CompareTo(a.Record.Version) * direction;
        }

        order = order != 0 ? order : b.Record.BuildNumber.CompareTo(a.Record.BuildNumber);
        return order != 0 ? order : FeatureRank(a.Record).CompareTo(FeatureRank(b.Record));
    }

    private int FeatureRank(PackageRecord record) =>
        record.Features.IsEmpty ? 0 : record.Features.Any(_activeFeatures.Contains) ? -1 : 1;

    private void SortTies(int[] packages, int direction)
    {
        for (var start = 0; start < packages.Length;)
        {
            var end = start + 1;
            while (end < packages.Length && ComparePlainly(packages[start], packages[end], direction) == 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                SortByDependencies(packages.AsSpan(start, end - start));
            }

            start = end;
        }
    }

    private void SortByDependencies(Span<int> packages)
    {
        var needs = new Dictionary<int, Dictionary<string, List<PoolSpec>>>(packages.Length);
        foreach (var package in packages)
        {
            needs.Add(package, NeedsByName(package));
        }

        var first = needs[packages[0]];
        var common = first.Keys.Where(name => needs.Values.All(other => other.ContainsKey(name)))
            .Order(StringComparer.Ordinal).ToArray();
        var direct = _request.Strategy == SolveStrategy.Lowest ? -1 : 1;
        packages.Sort((left, right) =>
        {
            foreach (var name in common)
            {
                var order = CompareBest(needs[left][name], needs[right][name]) * direct;
                if (order != 0)
                {
                    return order;
                }
            }

            var (a, b) = (RecordOf(left), RecordOf(right));
            var byTime = (b.Timestamp ?? 0).CompareTo(a.Timestamp ?? 0);
            return byTime != 0 ? byTime : left.CompareTo(right);
        });
    }

    private Dictionary<string, List<PoolSpec>> NeedsByName(int package)
    {
        var byName = new Dictionary<string, List<PoolSpec>>(StringComparer.Ordinal);
        foreach (var requirement in NeedsOf(package).Requires)
        {
            var entry = _specs[requirement];
            if (entry.Spec?.PackageName is { } name)
            {
                if (!byName.TryGetValue(name, out var specs))
                {
                    byName.Add(name, specs = []);
                }

                specs.Add(entry);
            }
        }

        return byName;
    }

    /// <summary>Less than zero if the left needs admit the better version.</summary>
    private int CompareBest(List<PoolSpec> left, List<PoolSpec> right)
    {
        if (left.Count == 1 && right.Count == 1 && ReferenceEquals(left[0], right[0]))
        {
            return 0;
        }

        var (a, b) = (WorstOfBest(left), WorstOfBest(right));
        return (a, b) switch
        {
            (null, null) => 0,
            (_, null) => -1,
            (null, _) => 1,
            _ => CompareVersions(a.Value, b.Value),
        };
    }

    private (CondaVersion Version, bool TracksFeatures)? WorstOfBest(List<PoolSpec> specs)
    {
        (CondaVersion, bool)? worst = null;
        foreach (var spec in specs)
        {
            var best = BestOf(spec);
            if (best is not null && (worst is null || CompareVersions(best.Value, worst.Value) > 0))
            {
                worst = best;
            }
        }

        return worst;
    }

    private static int CompareVersions(
        (CondaVersion Version, bool TracksFeatures) left, (CondaVersion Version, bool TracksFeatures) right) =>
        left.TracksFeatures != right.TracksFeatures
            ? left.TracksFeatures.CompareTo(right.TracksFeatures)
            : right.Version.CompareTo(left.Version);

    private (CondaVersion Version, bool TracksFeatures)? BestOf(PoolSpec spec)
    {
        if (!spec.HasBest)
        {
            spec.HasBest = true;
            foreach (var package in MatchingOf(spec))
            {
                var record = RecordOf(package);
                if (spec.Best is null || record.Version > spec.Best.Value.Version)
                {
                    spec.Best = (record.Version, !record.TrackFeatures.IsEmpty);
                }
            }
        }

        return spec.Best;
    }
}
