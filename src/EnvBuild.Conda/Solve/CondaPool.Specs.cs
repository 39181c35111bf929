using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

internal sealed partial class CondaPool
{
    private readonly Dictionary<string, int> _specNumbers = new(StringComparer.Ordinal);
    private readonly List<PoolSpec> _specs = [];

    /// <inheritdoc/>
    public PackageNeeds NeedsOf(int package)
    {
        var (record, _, place, number) = _packages[package];
        if (place is null)
        {
            return PackageNeeds.None;
        }

        var key = place.Index.NeedsOf(number);
        if (!record.ExtraDepends.IsEmpty)
        {
            return ReadNeeds(place, key, record);
        }

        ref var needs = ref CollectionsMarshal.GetValueRefOrAddDefault(place.Needs, key, out var exists);
        if (!exists)
        {
            needs = ReadNeeds(place, key, record);
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

    private PackageNeeds ReadNeeds(PoolIndex place, (int Depends, int Constrains) lists, PackageRecord record)
    {
        var conditional = ImmutableArray.CreateBuilder<ConditionalNeed>();
        var requires = ReadNeeds(place, lists.Depends, isConstraint: false, conditional);
        var constrains = ReadNeeds(place, lists.Constrains, isConstraint: true, conditional);
        AddOptionalNeeds(record, conditional);
        return new PackageNeeds(requires, constrains) { Conditional = conditional.DrainToImmutable() };
    }

    private ImmutableArray<int> ReadNeeds(
        PoolIndex place, int list, bool isConstraint, ImmutableArray<ConditionalNeed>.Builder conditional)
    {
        var texts = place.Index.TextsOf(list);
        var needs = ImmutableArray.CreateBuilder<int>(texts.Length);
        foreach (var text in texts)
        {
            ref var spec = ref place.SpecOf(text);
            if (spec == 0)
            {
                spec = NumberOf(place.Index.TextOf(text)) + 1;
            }

            AddNeed(spec - 1, isConstraint, [], needs, conditional);
        }

        return needs.DrainToImmutable();
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
            .. _indexes.SelectMany(place => place.Index.Names).Distinct().Order(StringComparer.Ordinal)
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
        var asksForFile = spec is not { Url: null, FileName: null, Md5: null, Sha256: null }
            or not { License: null, LicenseFamily: null };
        var found = ImmutableArray.CreateBuilder<int>();
        CondaVersion? lastVersion = null;
        var lastMatches = true;
        for (var i = 0; i < packages.Count; i++)
        {
            var (record, _, place, _) = _packages[packages[i]];
            if (spec.Version is not null && !ReferenceEquals(lastVersion, record.Version))
            {
                lastVersion = record.Version;
                lastMatches = spec.Version.Matches(lastVersion);
            }

            var matches = lastMatches
                && rest.Matches(asksForFile ? WholeRecordOf(packages[i]) : record)
                && (spec.Channel is null || place is null
                    || SpecChannels.IsNamed(place.Index.Channel, spec.Channel, _request.ChannelContext));
            if (matches == wanted)
            {
                found.Add(packages[i]);
            }
        }

        return found.DrainToImmutable();
    }
}
