using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Fetches a file of a channel over HTTP and keeps what is made of it, by the rules of HTTP: what is fresh is not asked
/// for, what is not is confirmed by its tag or date.
/// </summary>
/// <param name="sender">Asks servers.</param>
/// <param name="cache">The cache, if any.</param>
/// <param name="options">Patience, and the clock.</param>
/// <param name="reporter">Is told details.</param>
internal sealed class CachedDownload(
    ChannelSender sender, RepodataCache? cache, FetchOptions options, IReporter reporter)
{
    private volatile bool _asksAlways;

    /// <summary>Value of the header <c>Accept</c>; <see langword="null"/> for none.</summary>
    internal string? Accept { get; init; }

    /// <summary>From now on the server is asked, however fresh what is known may be.</summary>
    internal void AskAlways() => _asksAlways = true;

    /// <summary>Fetches a file.</summary>
    /// <param name="url">Its URL; may hold credentials.</param>
    /// <param name="mayRemember">Whether what the server lacked some time ago counts.</param>
    /// <param name="import">Makes a content of the body: reads the first stream, writes (and reads) the second.</param>
    /// <param name="open">Opens a content.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FormatException">Something else answers there, such as a page of HTML.</exception>
    /// <exception cref="EnvBuildException">It cannot be fetched, or is damaged again and again.</exception>
    internal async Task<Download<T>> FetchAsync<T>(
        string url,
        bool mayRemember,
        Func<Stream, Stream, CancellationToken, Task> import,
        Func<ReadOnlyMemory<byte>, T> open,
        CancellationToken cancellationToken)
        where T : class
    {
        var key = RepodataCache.KeyOf(url);
        var state = cache?.ReadState(key);
        if (state is not null && (options.Offline || IsFresh(state)))
        {
            if (state.Content is null && mayRemember)
            {
                return new(null, options.Offline ? Absence.Told : Absence.Remembered);
            }

            if (OpenCached(key, state, open) is { } cached)
            {
                return new(cached);
            }
        }

        if (options.Offline)
        {
            return new(null, Absence.Unknown);
        }

        var loop = new AttemptLoop(
            ChannelText.Redact(url),
            reason => DiagnosticCatalog.ChannelUnreachable.At(null, ChannelText.Redact(url), reason),
            reporter,
            options);
        try
        {
            return (await loop.RunAsync(
                stall => AttemptAsync(loop, stall, url, key, import, open, cancellationToken), cancellationToken)
                .ConfigureAwait(false))!;
        }
        catch (Exception error) when (cache is not null && error is IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException([FileFailure.Explain(error, cache!.Folder)], error);
        }
    }

    /// <summary>Remembers for a while that a server does not have a file.</summary>
    internal void RememberAbsence(string url, TimeSpan age)
    {
        try
        {
            cache?.WriteState(
                RepodataCache.KeyOf(url),
                new(ChannelText.Redact(url), null, null, null, Now, (long)age.TotalSeconds));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reporter.Detail($"The cache of repodata cannot be written: {error.Message}");
        }
    }

    /// <summary>Forgets what is known of a file.</summary>
    internal void Forget(string url) => cache?.Drop(RepodataCache.KeyOf(url));

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private async Task<Attempt<Download<T>>> AttemptAsync<T>(
        AttemptLoop loop,
        StallGuard stall,
        string url,
        string key,
        Func<Stream, Stream, CancellationToken, Task> import,
        Func<ReadOnlyMemory<byte>, T> open,
        CancellationToken cancellationToken)
        where T : class
    {
        var state = cache?.ReadState(key) is { Content: not null } known ? known : null;
        using var response = await sender.SendAsync(url, request => AddConditions(request, state), stall.Token)
            .ConfigureAwait(false);
        var status = (int)response.Status;
        switch (response.Status)
        {
            case HttpStatusCode.NotModified when state is { } confirmed:
                cache!.WriteState(key, confirmed with { FetchedAt = Now, MaxAgeSeconds = MaxAge(response.Message) });
                return OpenCached(key, confirmed, open) is { } cached
                    ? new(new Download<T>(cached))
                    : loop.Failed<Download<T>>("the cached file is damaged", mayRetry: true);
            case not HttpStatusCode.OK:
                return status is >= 400 and < 500 and not (401 or 403 or 408 or 429)
                    ? new(Download<T>.Missing(response.Doubt))
                    : loop.Refused<Download<T>>(response);
        }

        try
        {
            var body = await GuardedStream.OpenAsync(response, stall).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                var content = await ImportAsync(response.Message, body, url, key, import, cancellationToken)
                    .ConfigureAwait(false);
                return new(new Download<T>(open(content)));
            }
        }
        catch (Exception error) when (error is InvalidDataException or JsonException)
        {
            return loop.Failed<Download<T>>(error.Message, mayRetry: true);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ImportAsync(
        HttpResponseMessage response,
        GuardedStream body,
        string url,
        string key,
        Func<Stream, Stream, CancellationToken, Task> import,
        CancellationToken cancellationToken)
    {
        if (cache is null)
        {
            using var memory = new MemoryStream();
            await import(body, memory, cancellationToken).ConfigureAwait(false);
            return memory.ToArray();
        }

        // Only what was read to its end becomes the cached file: half a file never does.
        var state = new RepodataState(
            ChannelText.Redact(url),
            null,
            response.Headers.ETag?.ToString(),
            response.Content.Headers.LastModified?.ToString("R"),
            Now,
            MaxAge(response));
        return await cache.ImportAsync(key, state, body, import, cancellationToken).ConfigureAwait(false);
    }

    private T? OpenCached<T>(string key, RepodataState state, Func<ReadOnlyMemory<byte>, T> open)
        where T : class
    {
        try
        {
            if (state.Content is null)
            {
                return null;
            }

            if (cache!.Map(state) is { } content)
            {
                return open(content);
            }
        }
        catch (InvalidDataException error)
        {
            reporter.Detail($"The cached index of {state.Source} cannot be used: {error.Message}");
        }

        // What cannot be read is fetched anew.
        cache!.Drop(key);
        return null;
    }

    private void AddConditions(HttpRequestMessage request, RepodataState? state)
    {
        if (Accept is not null)
        {
            request.Headers.Accept.ParseAdd(Accept);
        }

        if (state?.ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var parsed))
        {
            request.Headers.IfNoneMatch.Add(parsed);
        }

        if (state?.LastModified is { } date && DateTimeOffset.TryParse(date, out var modified))
        {
            request.Headers.IfModifiedSince = modified;
        }
    }

    private bool IsFresh(RepodataState state)
    {
        var age = Now - state.FetchedAt;
        return !_asksAlways && age >= TimeSpan.Zero && age < TimeSpan.FromSeconds(state.MaxAgeSeconds);
    }

    private static long MaxAge(HttpResponseMessage response) =>
        response.Headers.CacheControl is { NoCache: false, NoStore: false, MaxAge: { } age }
            ? (long)age.TotalSeconds
            : 0;
}
