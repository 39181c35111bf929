using System.Collections.Concurrent;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Conda.Repodata.Shards;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>Loads one platform's folder of a channel, in the best form that it offers.</summary>
internal sealed class FolderLoader
{
    private readonly LocalRepodata _local;
    private readonly CachedDownload? _download;
    private readonly ChannelAccess _access;
    private readonly ConcurrentDictionary<Channel, EnvBuildException> _doubts = new();
    private readonly IReporter _reporter;

    internal FolderLoader(ChannelSender? sender, RepodataCache? cache, FetchOptions options, IReporter reporter)
    {
        _local = new LocalRepodata(cache, options);
        _download = sender is null ? null : new CachedDownload(sender, cache, options, reporter);
        (_access, _reporter) = (options.Access, reporter);
    }

    /// <summary>Loads the folder.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="subdir">The platform, or <c>noarch</c>.</param>
    /// <param name="mayBeSharded">Whether shards will do.</param>
    /// <param name="mayRemember">Whether what a server lacked some time ago counts.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The folder; <see langword="null"/> if the channel has none for the platform.</returns>
    internal async Task<LoadedFolder?> LoadAsync(
        Channel channel, string subdir, bool mayBeSharded, bool mayRemember, CancellationToken cancellationToken)
    {
        var url = $"{channel.FetchUrl}/{subdir}";
        _access.Policy.Check(channel.BaseUrl, channel.Name);
        if (_access.Places.LocalPathOf(url) is { } folder)
        {
            var local = await _local.ReadAsync(folder, cancellationToken).ConfigureAwait(false);
            return local is null ? null : LoadedFolder.Whole(channel, subdir, local);
        }

        var download = _download ?? throw DiagnosticCatalog.ChannelUnreachable.Exception(
            null, channel.BaseUrl, "there is no network here");
        var search = new FormSearch(download, url, mayRemember, _reporter);
        if (mayBeSharded && await search.TryAsync(
            RepodataForms.ShardsFileName, ShardUnpacking.UnpackAsync, ShardIndex.Read, cancellationToken)
            .ConfigureAwait(false) is { } shards)
        {
            return LoadedFolder.Sharded(channel, subdir, shards);
        }

        if (await FindWholeAsync(search, cancellationToken).ConfigureAwait(false) is { } index)
        {
            search.Found();
            return LoadedFolder.Whole(channel, subdir, index);
        }

        if (search.HasRemembered)
        {
            return await LoadAsync(channel, subdir, mayBeSharded, mayRemember: false, cancellationToken)
                .ConfigureAwait(false);
        }

        search.FoundNothing();
        if (search.Doubt is { } doubt)
        {
            _doubts[channel] = doubt;
        }

        return null;
    }

    /// <summary>Why a channel may be there although none of its folders was found.</summary>
    internal EnvBuildException? DoubtOf(Channel channel) => _doubts.GetValueOrDefault(channel);

    /// <summary>Makes the next load ask the server for the index of shards, however fresh the known one is.</summary>
    internal void Forget(ShardedFolder folder) =>
        _download?.Forget($"{folder.Channel.FetchUrl}/{folder.Subdir}/{RepodataForms.ShardsFileName}");

    /// <summary>Makes all loads ask the server, however fresh what is known may be.</summary>
    internal void AskAlways() => _download?.AskAlways();

    private static async Task<IndexReader?> FindWholeAsync(FormSearch search, CancellationToken cancellationToken)
    {
        foreach (var name in RepodataForms.FileNames)
        {
            if (await search.TryAsync(
                name,
                (packed, target, token) => RepodataImport.ReadAsync(packed, name, target, token),
                content => new IndexReader(content),
                cancellationToken).ConfigureAwait(false) is { } index)
            {
                return index;
            }
        }

        return null;
    }
}
