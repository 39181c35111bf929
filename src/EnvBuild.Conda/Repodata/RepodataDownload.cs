using System.Net;
using System.Net.Http.Headers;
using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>Fetches repodata over HTTP, with the cache on disk where there is one.</summary>
/// <param name="client">The client; its handler brings credentials and proxies.</param>
/// <param name="cache">The cache, if any.</param>
/// <param name="options">Patience, and the clock.</param>
/// <param name="reporter">Is told details.</param>
internal sealed class RepodataDownload(
    HttpClient client, RepodataCache? cache, FetchOptions options, IReporter reporter)
{
    /// <summary>
    /// The bytes of <c>repodata.json</c> of a folder; <see langword="null"/> if there is no such folder.
    /// </summary>
    internal async Task<byte[]?> ReadAsync(string folderUrl, CancellationToken cancellationToken)
    {
        EnvBuildException? other = null;
        foreach (var fileName in RepodataFormats.FileNames)
        {
            var url = $"{folderUrl}/{fileName}";
            try
            {
                if (await ReadFileAsync(url, fileName, cancellationToken).ConfigureAwait(false) is { } bytes)
                {
                    return bytes;
                }
            }
            catch (FormatException error)
            {
                // Some servers answer with a page where they have no file; the next form may be there.
                reporter.Detail($"{ChannelText.Redact(url)} is not repodata: {error.Message}");
                other = DiagnosticCatalog.RepodataNotServed.Exception(null, ChannelText.Redact(url), error.Message);
            }
            catch (Exception error) when (cache is not null && error is IOException or UnauthorizedAccessException)
            {
                throw new EnvBuildException([FileFailure.Explain(error, cache!.Folder)], error);
            }
        }

        return other is null ? null : throw other;
    }

    private async Task<byte[]?> ReadFileAsync(string url, string fileName, CancellationToken cancellationToken)
    {
        var path = cache?.PathOf(url, fileName);
        var state = path is null ? null : RepodataCache.ReadState(path);
        if (state is not null
            && IsFresh(state)
            && await TryReadCachedAsync(path!, fileName, cancellationToken).ConfigureAwait(false) is { } cached)
        {
            return cached;
        }

        var loop = new AttemptLoop(
            ChannelText.Redact(url),
            reason => DiagnosticCatalog.ChannelUnreachable.At(null, ChannelText.Redact(url), reason),
            reporter,
            options);
        return await loop.RunAsync(
            stall => AttemptAsync(loop, stall, url, path, fileName, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<Attempt<byte[]>> AttemptAsync(
        AttemptLoop loop,
        StallGuard stall,
        string url,
        string? path,
        string fileName,
        CancellationToken cancellationToken)
    {
        var state = path is null ? null : RepodataCache.ReadState(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        AddConditions(request, state);
        using var response =
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token)
            .ConfigureAwait(false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when state is not null:
                RepodataCache.WriteState(
                    path!,
                    state with { FetchedAt = options.TimeProvider.GetUtcNow(), MaxAgeSeconds = MaxAge(response) });
                return await TryReadCachedAsync(path!, fileName, cancellationToken).ConfigureAwait(false) is { } cached
                    ? new(cached)
                    : loop.Failed<byte[]>("the cached file is damaged", mayRetry: true);
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return new();
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return new(Diagnostic: DiagnosticCatalog.ChannelForbidden.At(
                    null, ChannelText.Redact(url), (int)response.StatusCode));
            case not HttpStatusCode.OK:
                return loop.Refused<byte[]>(response);
        }

        try
        {
            var body = await GuardedStream.OpenAsync(response, stall).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return new(path is null
                    ? await RepodataFormats.ReadAllAsync(body, fileName, cancellationToken).ConfigureAwait(false)
                    : await StoreAsync(response, body, url, path, fileName, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (InvalidDataException error)
        {
            return loop.Failed<byte[]>(error.Message, mayRetry: true);
        }
    }

    private static void AddConditions(HttpRequestMessage request, RepodataCacheState? state)
    {
        if (state?.ETag is { } tag && EntityTagHeaderValue.TryParse(tag, out var parsed))
        {
            request.Headers.IfNoneMatch.Add(parsed);
        }

        if (state?.LastModified is { } date && DateTimeOffset.TryParse(date, out var modified))
        {
            request.Headers.IfModifiedSince = modified;
        }
    }

    private bool IsFresh(RepodataCacheState state)
    {
        var age = options.TimeProvider.GetUtcNow() - state.FetchedAt;
        return age >= TimeSpan.Zero && age < TimeSpan.FromSeconds(state.MaxAgeSeconds);
    }

    /// <summary>The cached file; <see langword="null"/>, and no cached file, where it cannot be read.</summary>
    private async Task<byte[]?> TryReadCachedAsync(string path, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadStoredAsync(path, fileName, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException)
        {
            // What cannot be read is fetched anew.
            reporter.Detail($"A cached repodata file cannot be read: {error.Message}");
            RepodataCache.Drop(path);
            return null;
        }
    }

    private static async Task<byte[]> ReadStoredAsync(
        string path, string fileName, CancellationToken cancellationToken)
    {
        var stream = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            return await RepodataFormats.ReadAllAsync(stream, fileName, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<byte[]> StoreAsync(
        HttpResponseMessage response,
        GuardedStream body,
        string url,
        string path,
        string fileName,
        CancellationToken cancellationToken)
    {
        var temporary = cache!.NewTemporaryPath(path);
        try
        {
            long length;
            var file = new FileStream(
                temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await body.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                length = file.Length;
            }

            // Read before it is published: half a file never becomes a cached one.
            var bytes = await ReadStoredAsync(temporary, fileName, cancellationToken).ConfigureAwait(false);
            RepodataCache.Publish(temporary, path, new RepodataCacheState(
                ChannelText.Redact(url),
                response.Headers.ETag?.ToString(),
                response.Content.Headers.LastModified?.ToString("R"),
                options.TimeProvider.GetUtcNow(),
                MaxAge(response),
                length));
            return bytes;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static long MaxAge(HttpResponseMessage response) =>
        response.Headers.CacheControl is { NoCache: false, NoStore: false, MaxAge: { } age }
            ? (long)age.TotalSeconds
            : 0;
}
