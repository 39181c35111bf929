using System.Collections.Immutable;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Solve;

/// <summary>Finds packages for which the wanted Python is too new or too old, the usual reason of all.</summary>
internal sealed class PythonMismatch
{
    private readonly IReadOnlyList<RepodataIndex> _indexes;
    private readonly ImmutableArray<(PackageRecord Record, string Series)> _pythons;
    private readonly Dictionary<string, ImmutableHashSet<string>> _seriesOfNeed = new(StringComparer.Ordinal);

    internal PythonMismatch(IReadOnlyList<RepodataIndex> indexes)
    {
        _indexes = indexes;
        _pythons = [.. RecordsOf("python").Select(record => (record, SeriesOf(record.Version)))];
    }

    /// <summary>Two specs that no series of Python (<c>3.12</c>) fits both; <see langword="null"/> if there are none.</summary>
    internal Diagnostic? Find(SolveRequest request)
    {
        if (_pythons.IsEmpty)
        {
            return null;
        }

        var asked = request.Specs.Where(requested => requested.Spec is { HasExactName: true, When: null })
            .Select(requested => (Requested: requested, Series: SeriesOf(requested.Spec)))
            .Where(pair => pair.Series is { IsEmpty: false })
            .OrderBy(pair => pair.Requested.Spec.Name == "python" ? 0 : 1).ToArray();
        for (var i = 1; i < asked.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (!asked[i].Series!.Overlaps(asked[j].Series!))
                {
                    return Explain(asked[j].Requested, asked[j].Series!, asked[i].Requested, asked[i].Series!);
                }
            }
        }

        return null;
    }

    private Diagnostic Explain(
        RequestedSpec first, ImmutableHashSet<string> itsSeries, RequestedSpec second, ImmutableHashSet<string> series)
    {
        var other = second.Spec with { Version = null, Build = null, BuildNumber = null };
        var fitting = RecordsOf(other.Name).Where(record => NeededBy(record) is { } needed && needed.Overlaps(itsSeries))
            .Select(record => record.Version).Distinct().OrderDescending().FirstOrDefault();
        var advice = fitting is null
            ? $"There is no {other.Name} for python {Show(itsSeries)}: take another python"
            : $"The newest {other.Name} for python {Show(itsSeries)} is {fitting.Text}: ask for that, or for another python";
        return DiagnosticCatalog.PythonMismatch.At(
            second.Location, second, Show(series), first, Show(itsSeries), advice);
    }

    /// <summary>The series of Python that a spec has packages for; <see langword="null"/> if they need none.</summary>
    private ImmutableHashSet<string>? SeriesOf(MatchSpec spec)
    {
        if (spec.Name == "python")
        {
            return [.. _pythons.Where(python => spec.MatchesVersionAndBuild(python.Record)).Select(python => python.Series)];
        }

        var needed = RecordsOf(spec.Name).Where(spec.MatchesVersionAndBuild).Select(NeededBy).ToArray();
        return needed.Length == 0 || needed.Contains(null)
            ? null
            : needed.Aggregate(ImmutableHashSet<string>.Empty, (all, one) => all.Union(one!));
    }

    private ImmutableHashSet<string>? NeededBy(PackageRecord record)
    {
        ImmutableHashSet<string>? all = null;
        foreach (var text in record.Depends)
        {
            if (DependencyName.Of(text) is "python" or "python_abi")
            {
                var one = SeriesOfNeed(text);
                all = all is null ? one : all.Intersect(one);
            }
        }

        return all;
    }

    private ImmutableHashSet<string> SeriesOfNeed(string text)
    {
        if (!_seriesOfNeed.TryGetValue(text, out var series))
        {
            series = !MatchSpec.TryParse(text, out var spec, out _) ? []
                : spec.Name == "python_abi"
                    ? [.. _pythons.Select(python => python.Series)
                        .Where(one => spec.Version?.Matches(CondaVersion.Parse(one)) ?? true)]
                    : SeriesOf(spec)!;
            _seriesOfNeed.Add(text, series);
        }

        return series;
    }

    private IEnumerable<PackageRecord> RecordsOf(string name) => _indexes.SelectMany(index => index.RecordsOf(name));

    private static string SeriesOf(CondaVersion version)
    {
        var parts = version.Text.Split('.');
        return parts.Length < 2 ? version.Text : $"{parts[0]}.{parts[1]}";
    }

    private static string Show(ImmutableHashSet<string> series)
    {
        var sorted = series.Select(CondaVersion.Parse).Order().Select(version => version.Text).ToArray();
        return sorted.Length <= 3 ? string.Join(", ", sorted) : $"{sorted[0]} to {sorted[^1]}";
    }
}
