using System.Collections.Concurrent;
using System.Text.Json;
using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Loads the repodata of channels, from folders and over HTTP, and keeps them for the life of this object.
/// Safe for several threads.
/// </summary>
/// <param name="httpClient">For <c>http(s)</c> channels; <see langword="null"/> if only folders may be read.</param>
/// <param name="cacheFolder">Absolute folder of the cache; <see langword="null"/> for none.</param>
/// <param name="options">Patience, and the clock for the age of cached files.</param>
/// <param name="reporter">Is told details and progress.</param>
public sealed class RepodataSource(
    HttpClient? httpClient, string? cacheFolder, FetchOptions options, IReporter reporter)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RepodataIndex?>>> _loaded = new(StringComparer.Ordinal);
    private readonly RepodataDownload? _download = httpClient is null
        ? null
        : new RepodataDownload(
            httpClient, cacheFolder is null ? null : new RepodataCache(cacheFolder), options, reporter);

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
    /// Loads the folder of a platform and <c>noarch</c> of every channel, in the order of the channels.
    /// </summary>
    /// <param name="channels">The channels.</param>
    /// <param name="platform">Platform of conda.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EnvBuildException">A channel is not there (ENV3010), cannot be read (ENV3011 to
    /// ENV3013), or something else stands at its address (ENV3014).</exception>
    public async Task<IReadOnlyList<RepodataIndex>> LoadAsync(
        IReadOnlyList<Channel> channels, string platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channels);
        string[] subdirs = platform == Subdirs.NoArch ? [Subdirs.NoArch] : [platform, Subdirs.NoArch];
        var loads = channels
            .Select(channel => subdirs.Select(subdir => LoadAsync(channel, subdir, cancellationToken)).ToArray())
            .ToArray();
        var indexes = new List<RepodataIndex>();
        for (var i = 0; i < loads.Length; i++)
        {
            var found = (await Task.WhenAll(loads[i]).ConfigureAwait(false)).OfType<RepodataIndex>().ToArray();
            if (found.Length == 0)
            {
                throw DiagnosticCatalog.ChannelNotFound.Exception(
                    null, channels[i].Name, channels[i].BaseUrl, platform);
            }

            indexes.AddRange(found);
        }

        return indexes;
    }

    private async Task<RepodataIndex?> LoadAsync(Channel channel, string subdir, CancellationToken cancellationToken)
    {
        var key = $"{channel.FetchUrl}/{subdir}";
        var lazy = _loaded.GetOrAdd(
            key, _ => new Lazy<Task<RepodataIndex?>>(() => LoadOnceAsync(channel, subdir, cancellationToken)));
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

    private async Task<RepodataIndex?> LoadOnceAsync(
        Channel channel, string subdir, CancellationToken cancellationToken)
    {
        var started = options.TimeProvider.GetTimestamp();
        var url = $"{channel.FetchUrl}/{subdir}";
        byte[]? json;
        if (channel.FetchUrl.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
        {
            json = await LocalRepodata.ReadAsync(new Uri(url).LocalPath, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            json = _download is null
                ? throw DiagnosticCatalog.ChannelUnreachable.Exception(
                    null, channel.BaseUrl, "there is no network here")
                : await _download.ReadAsync(url, cancellationToken).ConfigureAwait(false);
        }

        if (json is null)
        {
            return null;
        }

        try
        {
            var index = RepodataParser.Parse(json, channel, subdir);
            var elapsed = options.TimeProvider.GetElapsedTime(started).TotalMilliseconds;
            reporter.Detail($"Read {channel.SubdirUrl(subdir)}: {index.Names.Count} names in {elapsed:F0} ms.");
            return index;
        }
        catch (JsonException error)
        {
            throw DiagnosticCatalog.RepodataInvalid.Exception(null, channel.SubdirUrl(subdir), error.Message);
        }
    }
}
