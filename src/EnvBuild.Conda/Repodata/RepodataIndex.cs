using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// The packages of one platform's folder of a channel (CEP 36). Records are made when their name is asked for, so that a
/// solve pays for the names that it meets. Safe for several threads.
/// </summary>
public sealed class RepodataIndex
{
    private readonly IndexReader _reader;
    private readonly CondaVersion?[] _versions;
    private readonly Lazy<IReadOnlyCollection<string>> _names;
    private readonly string _urlPrefix;

    /// <param name="channel">The channel.</param>
    /// <param name="subdir">The platform's folder.</param>
    /// <param name="baseUrl">URL in front of the file names.</param>
    /// <param name="reader">The records.</param>
    /// <param name="allNames">All names of the folder, where the reader has only some of them.</param>
    internal RepodataIndex(
        Channel channel,
        string subdir,
        string baseUrl,
        IndexReader reader,
        IReadOnlyCollection<string>? allNames = null)
    {
        Channel = channel;
        Subdir = subdir;
        BaseUrl = baseUrl;
        _urlPrefix = baseUrl + "/";
        _reader = reader;
        _versions = new CondaVersion?[reader.StringCount];
        _names = new(() => allNames ?? [.. reader.Names]);
    }

    /// <summary>The channel.</summary>
    public Channel Channel { get; }

    /// <summary>The platform, or <c>noarch</c>.</summary>
    public string Subdir { get; }

    /// <summary>URL in front of the file names, without credentials and last slash (CEP 15).</summary>
    public string BaseUrl { get; }

    /// <summary>The names of all packages.</summary>
    public IReadOnlyCollection<string> Names => _names.Value;

    /// <summary>Texts have numbers below this.</summary>
    internal int TextCount => _reader.StringCount;

    internal RepodataInfo Info => _reader.Info;

    /// <summary>Whether a package of a name is there.</summary>
    /// <param name="name">The name in lower case.</param>
    public bool Contains(string name) => _reader.Contains(name);

    /// <summary>Reads the records of a name; records whose version cannot be read are left out.</summary>
    /// <param name="name">The name in lower case.</param>
    public ImmutableArray<PackageRecord> RecordsOf(string name)
    {
        var records = ImmutableArray.CreateBuilder<PackageRecord>();
        foreach (var number in NumbersOf(name))
        {
            records.Add(WholeRecordOf(number));
        }

        return records.DrainToImmutable();
    }

    /// <summary>The numbers of the records of a name that can be chosen.</summary>
    /// <param name="name">The name in lower case.</param>
    /// <param name="latest">Time in milliseconds since 1970; what is newer does not count.</param>
    /// <returns>Of a package in both formats, the newer format alone.</returns>
    internal List<int> CandidatesOf(string name, long latest)
    {
        var numbers = NumbersOf(name);
        var found = new List<int>(numbers.Count);
        var places = new Dictionary<(int, int, string), int>(numbers.Count);
        foreach (var number in numbers)
        {
            ref readonly var entry = ref _reader.Record(number);
            if (TimeOf(entry) > latest)
            {
                continue;
            }

            if (places.TryAdd(PackageKey(entry), found.Count))
            {
                found.Add(number);
            }
            else if (entry.Traits.HasFlag(RecordTraits.IsNewFormat))
            {
                found[places[PackageKey(entry)]] = number;
            }
        }

        GC.KeepAlive(this);
        return found;
    }

    /// <summary>A record without what only those need who install it: file, place, hashes, license.</summary>
    internal PackageRecord RecordOf(int number)
    {
        ref readonly var entry = ref _reader.Record(number);
        var record = ToRecord(entry, VersionOf(entry.Version)!);
        GC.KeepAlive(this);
        return record;
    }

    /// <summary>A record with all that the channel says.</summary>
    internal PackageRecord WholeRecordOf(int number)
    {
        ref readonly var entry = ref _reader.Record(number);
        var fileName = RecordText.FileName(entry, _reader.Text);
        var record = ToRecord(entry, VersionOf(entry.Version)!) with
        {
            FileName = fileName,
            Url = _urlPrefix + Uri.EscapeDataString(fileName).Replace("%2B", "+", StringComparison.Ordinal),
            Sha256 = Hex(entry.Traits, RecordTraits.HasSha256, entry.Sha256),
            Md5 = Hex(entry.Traits, RecordTraits.HasMd5, entry.Md5),
            Size = entry.Traits.HasFlag(RecordTraits.HasSize) ? entry.Size : null,
            License = _reader.OptionalText(entry.License),
            LicenseFamily = _reader.OptionalText(entry.LicenseFamily),
        };
        GC.KeepAlive(this);
        return record;
    }

    /// <summary>Numbers of the lists of dependencies and of constraints of a record; equal lists have one number.</summary>
    internal (int Depends, int Constrains) NeedsOf(int number)
    {
        ref readonly var entry = ref _reader.Record(number);
        var needs = (entry.Depends, entry.Constrains);
        GC.KeepAlive(this);
        return needs;
    }

    /// <summary>Numbers of the texts of a list.</summary>
    internal int[] TextsOf(int list)
    {
        var texts = _reader.Numbers(list).ToArray();
        GC.KeepAlive(this);
        return texts;
    }

    /// <summary>A text; the same object each time.</summary>
    internal string TextOf(int text) => _reader.Text(text);

    /// <summary>Adds the names that the records of a name depend on.</summary>
    internal void AddDependencies(string name, HashSet<string> needed)
    {
        foreach (var number in _reader.RecordsOf(name))
        {
            ref readonly var entry = ref _reader.Record(number);
            needed.UnionWith(_reader.Texts(entry.Depends).Select(DependencyName.Of));
            var rare = _reader.RareOf(entry);
            if (!rare.IsEmpty)
            {
                var groups = GroupsOf(_reader.PairsOf(rare[RareField.ExtraDepends]));
                needed.UnionWith(groups.Values.SelectMany(group => group).Select(DependencyName.Of));
            }
        }

        GC.KeepAlive(this);
    }

    private static NoArchKind NoArchOf(RecordTraits traits) =>
        traits.HasFlag(RecordTraits.NoArchPython) ? NoArchKind.Python
        : traits.HasFlag(RecordTraits.NoArchGeneric) ? NoArchKind.Generic
        : NoArchKind.None;

    private static string? Hex(RecordTraits traits, RecordTraits wanted, ReadOnlySpan<ulong> hash) =>
        traits.HasFlag(wanted) ? Convert.ToHexStringLower(MemoryMarshal.AsBytes(hash)) : null;

    // One object for each text: many builds share a version, and a range is compared once for each.
    private CondaVersion? VersionOf(int text)
    {
        var written = _reader.Text(text);
        if (_versions[text] is { } known)
        {
            return known;
        }

        return CondaVersion.TryParse(written, out var version, out _)
            ? Interlocked.CompareExchange(ref _versions[text], version, null) ?? version
            : null;
    }

    /// <summary>When a package came into the channel, or was built, where the channel does not say (CEP 47).</summary>
    private static long TimeOf(in RecordEntry entry) =>
        entry.Traits.HasFlag(RecordTraits.HasIndexedTimestamp) ? entry.IndexedTimestamp
        : entry.Traits.HasFlag(RecordTraits.HasTimestamp) ? entry.Timestamp
        : long.MinValue;

    /// <summary>The records of a name that can be read and were not removed.</summary>
    private List<int> NumbersOf(string name)
    {
        var numbers = _reader.RecordsOf(name);
        var found = new List<int>(numbers.Length);
        foreach (var number in numbers)
        {
            ref readonly var entry = ref _reader.Record(number);
            if (!entry.Traits.HasFlag(RecordTraits.IsRemoved) && VersionOf(entry.Version) is not null)
            {
                found.Add(number);
            }
        }

        // The spans above look into memory that the reader keeps mapped.
        GC.KeepAlive(this);
        return found;
    }

    /// <summary>Equal for the two formats of a package alone.</summary>
    private (int Version, int Build, string Stem) PackageKey(in RecordEntry entry)
    {
        if (entry.FileName == 0)
        {
            return (entry.Version, entry.Build, "");
        }

        var fileName = _reader.Text(entry.FileName);
        return (0, 0, Conda.DistName.TrySplit(fileName, out var stem, out _) ? stem : fileName);
    }

    private PackageRecord ToRecord(in RecordEntry entry, CondaVersion version)
    {
        var rare = _reader.RareOf(entry);
        return new PackageRecord
        {
            Name = _reader.Text(entry.Name),
            Version = version,
            Build = _reader.Text(entry.Build),
            BuildNumber = entry.BuildNumber,
            Subdir = Subdir,
            FileName = "",
            Url = "",
            ChannelName = Channel.Name,
            Depends = _reader.Texts(entry.Depends),
            Constrains = _reader.Texts(entry.Constrains),
            Timestamp = entry.Traits.HasFlag(RecordTraits.HasTimestamp) ? entry.Timestamp : null,
            IndexedTimestamp =
                entry.Traits.HasFlag(RecordTraits.HasIndexedTimestamp) ? entry.IndexedTimestamp : null,
            Noarch = NoArchOf(entry.Traits),
            TrackFeatures = RareTexts(rare, RareField.TrackFeatures),
            Features = RareTexts(rare, RareField.Features),
            Flags = RareTexts(rare, RareField.Flags),
            PythonSitePackagesPath =
                rare.IsEmpty ? null : _reader.OptionalText(rare[RareField.SitePackages]),
            ExtraDepends = rare.IsEmpty ? NoGroups : GroupsOf(_reader.PairsOf(rare[RareField.ExtraDepends])),
        };
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> NoGroups =>
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    private ImmutableArray<string> RareTexts(ReadOnlySpan<int> rare, int field) =>
        rare.IsEmpty ? [] : _reader.Texts(rare[field]);

    private ImmutableSortedDictionary<string, ImmutableArray<string>> GroupsOf(ReadOnlySpan<int> pairs)
    {
        if (pairs.IsEmpty)
        {
            return NoGroups;
        }

        var groups = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        for (var i = 0; i < pairs.Length; i += 2)
        {
            groups[_reader.Text(pairs[i])] = _reader.Texts(pairs[i + 1]);
        }

        return groups.ToImmutable();
    }
}
