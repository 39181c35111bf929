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
    private readonly IReadOnlyList<RepodataIndex> _indexes;
    private readonly Dictionary<string, int> _nameNumbers = new(StringComparer.Ordinal);
    private readonly List<PoolName> _names = [];
    private readonly List<PoolPackage> _packages = [];
    private readonly Dictionary<string, string> _channelOfName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _activeFeatures;
    private readonly int _virtualCount;

    internal CondaPool(SolveRequest request, IReadOnlyList<RepodataIndex> indexes)
    {
        _request = request;
        _indexes = indexes;
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

    internal SolverProblem CreateProblem() => new()
    {
        Required =
        [
            .. _request.Specs.Where(requested => !IsFeature(requested))
                .Select(requested => RequirementOf(requested.Spec)),
        ],
        Constrained = [.. _request.Constraints.Select(requested => ConstraintOf(requested.Spec))],
        Installed = [.. Enumerable.Range(0, _virtualCount)],
    };

    internal bool IsVirtual(int package) => package < _virtualCount;

    internal PackageRecord RecordOf(int package) => _packages[package].Record;

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
        _packages.Add(new PoolPackage(record, name, 0));
    }

    private void Load(PoolName entry, int name)
    {
        // A virtual package that the target does not have is not in any channel either.
        if (entry.Text.StartsWith("__", StringComparison.Ordinal))
        {
            return;
        }

        var wantedChannel = _channelOfName.GetValueOrDefault(entry.Text);
        foreach (var record in AllRecordsOf(entry.Text, wantedChannel))
        {
            entry.Packages.Add(_packages.Count);
            _packages.Add(new PoolPackage(record.Record, name, record.Rank));
        }
    }

    private List<(PackageRecord Record, int Rank)> AllRecordsOf(string name, string? wantedChannel)
    {
        var byStem = new Dictionary<(int, string, string), int>();
        var records = new List<(PackageRecord Record, int Rank)>();
        Channel? first = null;
        foreach (var index in _indexes)
        {
            if (!index.Contains(name)
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
            var rank = _request.Channels.IndexOf(index.Channel);
            foreach (var record in index.RecordsOf(name).Where(IsOldEnough))
            {
                AddOrReplace(records, byStem, record, rank);
            }
        }

        return records;
    }

    /// <summary>Of a file in both formats the newer format counts.</summary>
    private static void AddOrReplace(
        List<(PackageRecord Record, int Rank)> records,
        Dictionary<(int, string, string), int> byStem,
        PackageRecord record,
        int rank)
    {
        var stem = DistName.TrySplit(record.FileName, out var found, out var extension) ? found : record.FileName;
        if (!byStem.TryGetValue((rank, record.Subdir, stem), out var position))
        {
            byStem.Add((rank, record.Subdir, stem), records.Count);
            records.Add((record, rank));
        }
        else if (extension == DistName.NewExtension)
        {
            records[position] = (record, rank);
        }
    }

    private bool IsOldEnough(PackageRecord record) =>
        _request.ExcludeNewer is not { } limit
        || record.Timestamp is not { } timestamp
        || timestamp <= limit.ToUnixTimeMilliseconds();
}
