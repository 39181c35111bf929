using System.Collections.Concurrent;
using System.Collections.Immutable;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata.Relations;
using EnvBuild.Conda.Repodata.Shards;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Loads the repodata of channels, from folders and over HTTP, and keeps it for the life of this object. Safe for several
/// threads.
/// </summary>
public sealed class RepodataSource
{
    private readonly ConcurrentDictionary<string, Lazy<Task<LoadedFolder?>>> _loaded = new(StringComparer.Ordinal);
    private readonly FolderLoader _loader;
    private readonly RepodataCache? _cache;
    private readonly ShardDownload? _shards;
    private readonly FetchOptions _options;
    private readonly IReporter _reporter;

    /// <summary>Loads the repodata of channels.</summary>
    /// <param name="httpClient">
    /// For <c>http(s)</c> channels; <see langword="null"/> if only folders may be read.
    /// </param>
    /// <param name="cacheFolder">Absolute folder of the cache; <see langword="null"/> for none.</param>
    /// <param name="options">
    /// How channels are asked, and the clock for the age of cached files.
    /// </param>
    /// <param name="reporter">Is told details and progress.</param>
    public RepodataSource(HttpClient? httpClient, string? cacheFolder, FetchOptions options, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(options);
        _cache = cacheFolder is null ? null : new RepodataCache(cacheFolder);
        var shardFolder = cacheFolder is null ? null : Path.Combine(cacheFolder, "shards");
        (_options, _reporter) = (options, reporter);
        var sender = httpClient is null ? null : new ChannelSender(httpClient, options.Access, reporter);
        _loader = new FolderLoader(sender, _cache, options, reporter);
        _shards = sender is null ? null : new ShardDownload(sender, shardFolder, options, reporter);
    }

    /// <summary>Loads the repodata of channels, with the usual patience.</summary>
    /// <param name="httpClient">
    /// For <c>http(s)</c> channels; <see langword="null"/> if only folders may be read.
    /// </param>
    /// <param name="cacheFolder">Absolute folder of the cache; <see langword="null"/> for none.</param>
    /// <param name="timeProvider">Clock for pauses and the age of cached files.</param>
    /// <param name="reporter">Is told details and progress.</param>
    public RepodataSource(
        HttpClient? httpClient, string? cacheFolder, TimeProvider timeProvider, IReporter reporter)
        : this(httpClient, cacheFolder, FetchOptions.Default with { TimeProvider = timeProvider }, reporter)
    {
    }

    /// <summary>
    /// Loads the folder of a platform and <c>noarch</c> of every channel, and of those that they relate to (CEP 42).
    /// </summary>
    /// <param name="channels">The channels, the most important first.</param>
    /// <param name="platform">Platform of conda.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <inheritdoc cref="LoadAsync(IReadOnlyList{Channel}, string, RepodataNames, CancellationToken)" path="exception"/>
    public Task<LoadedChannels> LoadAsync(
        IReadOnlyList<Channel> channels, string platform, CancellationToken cancellationToken) =>
        LoadAsync(channels, platform, RepodataNames.All, cancellationToken);

    /// <summary>
    /// Loads the folder of a platform and <c>noarch</c> of every channel, and of those that they relate to (CEP 42);
    /// of folders with shards (CEP 16), the records of the wanted names alone.
    /// </summary>
    /// <param name="channels">The channels, the most important first.</param>
    /// <param name="platform">Platform of conda.</param>
    /// <param name="names">The names that are wanted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EnvBuildException">A channel is not there (ENV3010), cannot be read (ENV3011 to ENV3013),
    /// something else stands at its address (ENV3014), it is not in the cache and no server may be asked (ENV3015),
    /// or its relations to others make no order (ENV3016).</exception>
    public async Task<LoadedChannels> LoadAsync(
        IReadOnlyList<Channel> channels, string platform, RepodataNames names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(names);
        var started = _options.TimeProvider.GetTimestamp();
        ImmutableArray<Channel> heads = [.. channels.Distinct()];
        var folders = new Dictionary<Channel, LoadedFolder[]>();
        var relations = new ChannelRelations(heads);
        for (IReadOnlyList<Channel> next = heads; next.Count > 0;)
        {
            next = await LoadAndRelateAsync(next, platform, names, folders, relations, cancellationToken)
                .ConfigureAwait(false);
        }

        var order = relations.Sort();
        var indexes = await ReadShardsAsync(
            [.. order.SelectMany(channel => folders[channel])], names, mayRefresh: true, cancellationToken)
            .ConfigureAwait(false);
        var elapsed = _options.TimeProvider.GetElapsedTime(started).TotalMilliseconds;
        _reporter.Detail($"Loaded {string.Join(", ", order.Select(channel => channel.Name))} in {elapsed:F0} ms.");
        return new LoadedChannels(order, indexes);
    }

    /// <summary>
    /// Forgets what was loaded, and asks servers from now on, however fresh what is known may be: a channel has changed
    /// since it was read.
    /// </summary>
    public void Refresh()
    {
        _loader.AskAlways();
        _loaded.Clear();
    }

    /// <summary>Forgets what was loaded, and checks what is cached whole from now on: some of it is damaged.</summary>
    internal void DistrustCache()
    {
        _cache?.IsDistrusted = true;
        _loaded.Clear();
    }

    private async Task<IReadOnlyList<Channel>> LoadAndRelateAsync(
        IReadOnlyList<Channel> channels,
        string platform,
        RepodataNames names,
        Dictionary<Channel, LoadedFolder[]> folders,
        ChannelRelations relations,
        CancellationToken cancellationToken)
    {
        string[] subdirs = platform == Subdirs.NoArch ? [Subdirs.NoArch] : [platform, Subdirs.NoArch];
        var loads = channels.Select(channel => Task.WhenAll(
            subdirs.Select(subdir => LoadAsync(channel, subdir, !names.AreAll, cancellationToken)))).ToArray();
        var fresh = new List<Channel>();
        for (var i = 0; i < loads.Length; i++)
        {
            var found = (await loads[i].ConfigureAwait(false)).OfType<LoadedFolder>().ToArray();
            if (found.Length == 0)
            {
                throw _loader.DoubtOf(channels[i]) ?? DiagnosticCatalog.ChannelNotFound.Exception(
                    null, channels[i].Name, channels[i].BaseUrl, platform);
            }

            folders[channels[i]] = found;
            foreach (var related in found.SelectMany(folder => relations.Add(channels[i], folder.Info)))
            {
                _reporter.Detail($"The channel {channels[i].Name} brings in {related.Name}.");
                fresh.Add(related);
            }
        }

        return fresh;
    }

    private async Task<ImmutableArray<RepodataIndex>> ReadShardsAsync(
        LoadedFolder[] folders, RepodataNames names, bool mayRefresh, CancellationToken cancellationToken)
    {
        var sharded = folders.Select(folder => folder.Shards).OfType<ShardedFolder>().ToArray();
        if (sharded.Length == 0)
        {
            return [.. folders.Select(folder => folder.Index!)];
        }

        var walk = new ShardWalk(
            _shards!, sharded, [.. folders.Select(folder => folder.Index).OfType<RepodataIndex>()], names.WithDependencies);
        await walk.VisitAsync(names.Names, cancellationToken).ConfigureAwait(false);
        if (walk.OutOfDate is { } outOfDate)
        {
            // The channel has moved on since its index of shards was fetched.
            return mayRefresh
                ? await ReadShardsAsync(
                    await Task.WhenAll(folders.Select(folder => RefreshAsync(folder, cancellationToken)))
                        .ConfigureAwait(false),
                    names,
                    mayRefresh: false,
                    cancellationToken).ConfigureAwait(false)
                : throw DiagnosticCatalog.RepodataInvalid.Exception(
                    null, outOfDate.Channel.SubdirUrl(outOfDate.Subdir), "it names shards that are not there");
        }

        _reporter.Detail($"Read the shards of {walk.NameCount} names.");
        return [.. folders.Select(folder => folder.Index ?? walk.Finish(folder.Shards!))];
    }

    private async Task<LoadedFolder> RefreshAsync(LoadedFolder folder, CancellationToken cancellationToken)
    {
        if (folder.Shards is not { } shards)
        {
            return folder;
        }

        _loader.Forget(shards);
        _loaded.TryRemove(KeyOf(shards.Channel, shards.Subdir, true), out _);
        return await LoadAsync(shards.Channel, shards.Subdir, true, cancellationToken).ConfigureAwait(false) ?? folder;
    }

    private static string KeyOf(Channel channel, string subdir, bool mayBeSharded) =>
        $"{channel.FetchUrl}/{subdir} {mayBeSharded}";

    private async Task<LoadedFolder?> LoadAsync(
        Channel channel, string subdir, bool mayBeSharded, CancellationToken cancellationToken)
    {
        var key = KeyOf(channel, subdir, mayBeSharded);
        var lazy = _loaded.GetOrAdd(key, _ => new Lazy<Task<LoadedFolder?>>(
            () => _loader.LoadAsync(channel, subdir, mayBeSharded, mayRemember: true, cancellationToken)));
        try
        {
            return await lazy.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _loaded.TryRemove(new(key, lazy));
            throw;
        }
    }
}
