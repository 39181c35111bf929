using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>
/// Brings the shards of some names, of all that these depend on, and so on: every record that a solve can meet
/// (CEP 16, fetch process).
/// </summary>
internal sealed class ShardWalk
{
    private readonly ShardDownload _download;
    private readonly IReadOnlyList<RepodataIndex> _whole;
    private readonly Dictionary<ShardedFolder, IndexBuilder> _builders = [];
    private readonly Dictionary<ShardedFolder, MemoryStream> _indexes = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly bool _followsDependencies;

    /// <param name="download">Brings shards.</param>
    /// <param name="folders">The folders with shards.</param>
    /// <param name="whole">Folders whose records are all there: what these depend on is followed too.</param>
    /// <param name="followsDependencies">Whether more than the names themselves is wanted.</param>
    internal ShardWalk(
        ShardDownload download,
        IEnumerable<ShardedFolder> folders,
        IReadOnlyList<RepodataIndex> whole,
        bool followsDependencies)
    {
        (_download, _whole, _followsDependencies) = (download, whole, followsDependencies);
        foreach (var folder in folders)
        {
            _indexes[folder] = new MemoryStream();
            _builders[folder] = new IndexBuilder(_indexes[folder]);
        }
    }

    /// <summary>Number of names that were asked for.</summary>
    internal int NameCount => _seen.Count;

    /// <summary>A folder whose index names a shard that is not there: the index is older than the channel.</summary>
    internal ShardedFolder? OutOfDate { get; private set; }

    internal Task VisitAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        List<string> fresh;
        lock (_seen)
        {
            fresh = [.. names.Where(_seen.Add)];
        }

        return Task.WhenAll(fresh.Select(name => VisitAsync(name, cancellationToken)));
    }

    /// <summary>The folder with the records that were brought.</summary>
    internal RepodataIndex Finish(ShardedFolder folder)
    {
        _builders[folder].Finish(folder.Info);
        var reader = new IndexReader(_indexes[folder].ToArray());
        return new RepodataIndex(folder.Channel, folder.Subdir, folder.BaseUrl, reader, folder.Index.Names);
    }

    private async Task VisitAsync(string name, CancellationToken cancellationToken)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in _whole)
        {
            index.AddDependencies(name, needed);
        }

        var reads = _builders.Keys.Where(folder => folder.Index.HashOf(name) is not null)
            .Select(folder => ReadAsync(folder, name, cancellationToken));
        foreach (var others in await Task.WhenAll(reads).ConfigureAwait(false))
        {
            needed.UnionWith(others);
        }

        if (_followsDependencies)
        {
            await VisitAsync(needed, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<HashSet<string>> ReadAsync(
        ShardedFolder folder, string name, CancellationToken cancellationToken)
    {
        var sha256 = folder.Index.HashOf(name)!;
        var packed = await _download.FetchAsync(folder.ShardsUrl, sha256, cancellationToken).ConfigureAwait(false);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        if (packed is null)
        {
            OutOfDate = folder;
            return needed;
        }

        try
        {
            var bytes = await ShardUnpacking.UnpackAsync(packed, cancellationToken).ConfigureAwait(false);
            lock (_builders[folder])
            {
                new ShardReader(_builders[folder]).Read(bytes, needed);
            }
        }
        catch (InvalidDataException error)
        {
            throw DiagnosticCatalog.RepodataInvalid.Exception(
                null, $"{folder.Channel.SubdirUrl(folder.Subdir)} (the shard of '{name}')", error.Message);
        }

        return needed;
    }
}
