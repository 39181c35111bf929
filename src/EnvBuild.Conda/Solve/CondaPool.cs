using System.Collections.Immutable;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

/// <summary>
/// conda's view of the solver: numbers for names, packages and specs; read as far as the solver asks.
/// </summary>
internal sealed partial class CondaPool : IDependencySource
{
    private readonly SolveRequest _request;
    private readonly PoolIndex[] _indexes;
    private readonly Dictionary<string, int> _nameNumbers = new(StringComparer.Ordinal);
    private readonly List<PoolName> _names = [];
    private readonly List<PoolPackage> _packages = [];
    private readonly Dictionary<string, string> _channelOfName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _activeFeatures;
    private readonly int _virtualCount;

    internal CondaPool(SolveRequest request, IReadOnlyList<RepodataIndex> indexes)
    {
        _request = request;
        _indexes = [.. indexes.Select(index => new PoolIndex(index, request.Channels.IndexOf(index.Channel)))];
        _activeFeatures = [.. request.Specs.Where(IsFeature).SelectMany(requested => requested.Spec.TrackFeatures)];
        foreach (var requested in request.Specs)
        {
            if (requested.Spec.Channel is { } channel && requested.Spec.PackageName is { } name)
            {
                _channelOfName[name] = channel;
            }
        }

        foreach (var package in request.VirtualPackages)
        {
            AddVirtual(package);
        }

        _virtualCount = _packages.Count;
    }

    internal SolverProblem CreateProblem()
    {
        var required = ImmutableArray.CreateBuilder<int>(_request.Specs.Length);
        var constrained = ImmutableArray.CreateBuilder<int>(_request.Constraints.Length);
        var conditional = ImmutableArray.CreateBuilder<ConditionalNeed>();
        foreach (var requested in _request.Specs.Where(requested => !IsFeature(requested)))
        {
            AddNeed(RequirementOf(requested.Spec), isConstraint: false, [], required, conditional);
        }

        foreach (var requested in _request.Constraints)
        {
            AddNeed(ConstraintOf(requested.Spec), isConstraint: true, [], constrained, conditional);
        }

        return new SolverProblem
        {
            Required = required.DrainToImmutable(),
            Constrained = constrained.DrainToImmutable(),
            Conditional = conditional.DrainToImmutable(),
            Installed = [.. Enumerable.Range(0, _virtualCount)],
        };
    }

    internal bool IsVirtual(int package) => package < _virtualCount;

    /// <summary>What a solve asks of a package.</summary>
    internal PackageRecord RecordOf(int package) => _packages[package].Record;

    /// <summary>All that the channel says of a package.</summary>
    internal PackageRecord WholeRecordOf(int package)
    {
        var (record, _, place, number) = _packages[package];
        return place is null ? record : place.Index.WholeRecordOf(number);
    }

    internal string TextOfName(int name) => _names[name].Text;

    /// <inheritdoc/>
    public int NameOf(int package) => _packages[package].Name;

    /// <summary>All packages of a name that may be chosen, in no order.</summary>
    internal IReadOnlyList<int> PackagesOf(int name)
    {
        var entry = _names[name];
        if (!entry.IsLoaded)
        {
            entry.IsLoaded = true;
            Load(entry, name);
        }

        return entry.Packages;
    }

    internal int NumberOfName(string name)
    {
        if (!_nameNumbers.TryGetValue(name, out var number))
        {
            number = _names.Count;
            _nameNumbers.Add(name, number);
            _names.Add(new PoolName(name));
        }

        return number;
    }

    /// <summary>
    /// <c>*[track_features=mkl]</c> turns a feature on: conda then prefers the variants that are made for it.
    /// </summary>
    private static bool IsFeature(RequestedSpec requested) =>
        requested.Spec.Name == "*" && requested.Spec.Url is null && !requested.Spec.TrackFeatures.IsEmpty;

    private void AddVirtual(VirtualPackage package)
    {
        var name = NumberOfName(package.Name);
        var entry = _names[name];
        if (entry.Packages.Count > 0)
        {
            return;
        }

        entry.IsLoaded = true;
        entry.Packages.Add(_packages.Count);
        var record = new PackageRecord
        {
            Name = package.Name,
            Version = package.Version,
            Build = package.Build,
            Subdir = _request.Platform,
            FileName = "",
            Url = "",
            ChannelName = "@",
        };
        _packages.Add(new PoolPackage(record, name, null, 0));
    }

    private void Load(PoolName entry, int name)
    {
        // A virtual package that the target does not have is not in any channel either.
        if (entry.Text.StartsWith("__", StringComparison.Ordinal))
        {
            return;
        }

        var wantedChannel = _channelOfName.GetValueOrDefault(entry.Text);
        var latest = _request.ExcludeNewer?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        Channel? first = null;
        foreach (var place in _indexes)
        {
            var index = place.Index;
            if (!index.Contains(entry.Text)
                || (wantedChannel is not null
                    && !SpecChannels.IsNamed(index.Channel, wantedChannel, _request.ChannelContext)))
            {
                continue;
            }

            if (_request.ChannelPriority == ChannelPriority.Strict && first is not null && first != index.Channel)
            {
                break;
            }

            first = index.Channel;
            foreach (var number in index.CandidatesOf(entry.Text, latest))
            {
                entry.Packages.Add(_packages.Count);
                _packages.Add(new PoolPackage(index.RecordOf(number), name, place, number));
            }
        }
    }
}
