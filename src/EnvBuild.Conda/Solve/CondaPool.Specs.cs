using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

internal sealed partial class CondaPool
{
    private readonly Dictionary<string, int> _specNumbers = new(StringComparer.Ordinal);
    private readonly List<PoolSpec> _specs = [];
    private readonly Dictionary<int, PackageNeeds> _needs = [];

    /// <inheritdoc/>
    public PackageNeeds NeedsOf(int package)
    {
        ref var needs = ref CollectionsMarshal.GetValueRefOrAddDefault(_needs, package, out var exists);
        if (!exists)
        {
            needs = ReadNeeds(RecordOf(package));
        }

        return needs;
    }

    /// <inheritdoc/>
    public ImmutableArray<int> CandidatesOf(int requirement)
    {
        var entry = _specs[requirement];
        if (entry.Candidates.IsDefault)
        {
            entry.Candidates = FindCandidates(entry.Spec);
        }

        return entry.Candidates;
    }

    /// <inheritdoc/>
    public ImmutableArray<int> ForbiddenBy(int constraint)
    {
        var entry = _specs[constraint];
        if (entry.Forbidden.IsDefault)
        {
            var spec = entry.Spec;
            entry.Forbidden = spec is not { HasExactName: true }
                ? []
                : Filter(PackagesOf(NumberOfName(spec.Name)), spec, wanted: false);
        }

        return entry.Forbidden;
    }

    internal PoolSpec SpecOf(int number) => _specs[number];

    internal int RequirementOf(MatchSpec spec) => NumberOf(spec.ToString(), spec);

    internal int ConstraintOf(MatchSpec spec) => NumberOf(spec.ToString(), spec);

    private PackageNeeds ReadNeeds(PackageRecord record)
    {
        if (record.Depends.IsEmpty && record.Constrains.IsEmpty)
        {
            return PackageNeeds.None;
        }

        var requires = ImmutableArray.CreateBuilder<int>(record.Depends.Length);
        foreach (var text in record.Depends)
        {
            requires.Add(NumberOf(text));
        }

        var constrains = ImmutableArray.CreateBuilder<int>(record.Constrains.Length);
        foreach (var text in record.Constrains)
        {
            constrains.Add(NumberOf(text));
        }

        return new PackageNeeds(requires.MoveToImmutable(), constrains.MoveToImmutable());
    }

    private int NumberOf(string text)
    {
        if (_specNumbers.TryGetValue(text, out var number))
        {
            return number;
        }

        // A dependency that cannot be read can be fulfilled by nothing: its package is never chosen.
        return NumberOf(text, MatchSpec.TryParse(text, out var spec, out _) ? spec : null);
    }

    private int NumberOf(string text, MatchSpec? spec)
    {
        if (!_specNumbers.TryGetValue(text, out var number))
        {
            number = _specs.Count;
            _specNumbers.Add(text, number);
            _specs.Add(new PoolSpec(text, spec));
        }

        return number;
    }

    private ImmutableArray<int> FindCandidates(MatchSpec? spec)
    {
        if (spec is null)
        {
            return [];
        }

        if (spec.PackageName is { } name)
        {
            return Filter(SortedPackagesOf(NumberOfName(name)), spec, wanted: true);
        }

        // A spec without a name, such as *[track_features=mkl], asks every package of every channel.
        return
        [
            .. _indexes.SelectMany(index => index.Names).Distinct().Order(StringComparer.Ordinal)
                .Where(spec.MatchesName)
                .SelectMany(text => Filter(SortedPackagesOf(NumberOfName(text)), spec, wanted: true)),
        ];
    }

    private ImmutableArray<int> MatchingOf(PoolSpec entry)
    {
        if (entry.Matching.IsDefault)
        {
            entry.Matching = entry.Spec is { PackageName: { } name } spec
                ? Filter(PackagesOf(NumberOfName(name)), spec, wanted: true)
                : [];
        }

        return entry.Matching;
    }

    /// <summary>
    /// The packages of which a spec holds, or does not hold. Many builds share a version; each version is compared
    /// once.
    /// </summary>
    private ImmutableArray<int> Filter(IReadOnlyList<int> packages, MatchSpec spec, bool wanted)
    {
        var rest = spec with { Version = null, Channel = null };
        var found = ImmutableArray.CreateBuilder<int>();
        CondaVersion? lastVersion = null;
        var lastMatches = true;
        for (var i = 0; i < packages.Count; i++)
        {
            var (record, _, rank) = _packages[packages[i]];
            if (spec.Version is not null && !ReferenceEquals(lastVersion, record.Version))
            {
                lastVersion = record.Version;
                lastMatches = spec.Version.Matches(lastVersion);
            }

            var matches = lastMatches
                && rest.Matches(record)
                && (spec.Channel is null || IsVirtual(packages[i])
                    || SpecChannels.IsNamed(_request.Channels[rank], spec.Channel, _request.ChannelContext));
            if (matches == wanted)
            {
                found.Add(packages[i]);
            }
        }

        return found.DrainToImmutable();
    }
}
