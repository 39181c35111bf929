using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// The packages of one platform's folder of a channel (CEP 36). Only the places of the records are known at first; a
/// name's records are read when they are asked for, so that a solve pays for the names that it meets.
/// </summary>
public sealed class RepodataIndex
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly Dictionary<string, List<RepodataEntry>> _entries;
    private readonly HashSet<string> _removed;
    private readonly ConcurrentDictionary<string, CondaVersion?> _versions = new(StringComparer.Ordinal);

    internal RepodataIndex(
        Channel channel,
        string subdir,
        string baseUrl,
        ReadOnlyMemory<byte> json,
        Dictionary<string, List<RepodataEntry>> entries,
        HashSet<string> removed)
    {
        Channel = channel;
        Subdir = subdir;
        BaseUrl = baseUrl;
        _json = json;
        _entries = entries;
        _removed = removed;
    }

    /// <summary>The channel.</summary>
    public Channel Channel { get; }

    /// <summary>The platform, or <c>noarch</c>.</summary>
    public string Subdir { get; }

    /// <summary>URL in front of the file names, without credentials and last slash (CEP 15).</summary>
    public string BaseUrl { get; }

    /// <summary>The names of all packages.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Whether a package of a name is there.</summary>
    /// <param name="name">The name in lower case.</param>
    public bool Contains(string name) => _entries.ContainsKey(name);

    /// <summary>The version of a text: one object for each text, as many builds share one.</summary>
    internal CondaVersion? VersionOf(string text) =>
        _versions.GetOrAdd(text, static text => CondaVersion.TryParse(text, out var version, out _) ? version : null);

    /// <summary>Reads the records of a name; records that cannot be read are left out.</summary>
    /// <param name="name">The name in lower case.</param>
    public ImmutableArray<PackageRecord> RecordsOf(string name)
    {
        if (!_entries.TryGetValue(name, out var entries))
        {
            return [];
        }

        var records = ImmutableArray.CreateBuilder<PackageRecord>(entries.Count);
        foreach (var entry in entries)
        {
            var fileName = Encoding.UTF8.GetString(_json.Span.Slice(entry.KeyStart, entry.KeyLength));
            if (!_removed.Contains(fileName)
                && DistName.IsPackageFile(fileName)
                && RepodataRecordReader.Read(_json.Span.Slice(entry.Start, entry.Length), fileName, this) is { } record
                && record.Name == name)
            {
                records.Add(record);
            }
        }

        return records.DrainToImmutable();
    }
}
