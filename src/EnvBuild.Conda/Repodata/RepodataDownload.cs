using System.Net;
using System.Net.Http.Headers;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>Fetches repodata over HTTP, with the cache on disk where there is one.</summary>
/// <param name="client">The client; its handler brings credentials and proxies.</param>
/// <param name="cache">The cache, if any.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="reporter">Is told details.</param>
internal sealed class RepodataDownload(
    HttpClient client, RepodataCache? cache, TimeProvider timeProvider, IReporter reporter)
{
    private const int MostAttempts = 4;

    /// <summary>
    /// The bytes of <c>repodata.json</c> of a folder; <see langword="null"/> if there is no such folder.
    /// </summary>
    internal async Task<byte[]?> ReadAsync(string folderUrl, CancellationToken cancellationToken)
    {
        foreach (var fileName in RepodataFormats.FileNames)
        {
            var url = $"{folderUrl}/{fileName}";
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    var bytes = await ReadOnceAsync(url, fileName, cancellationToken).ConfigureAwait(false);
                    if (bytes is not null)
                    {
                        return bytes;
                    }

                    break;
                }
                catch (Exception error) when (IsPassing(error, cancellationToken))
                {
                    if (attempt == MostAttempts)
                    {
                        throw DiagnosticCatalog.ChannelUnreachable.Exception(
                            null, ChannelText.Redact(url), error.Message);
                    }

                    reporter.Detail($"{ChannelText.Redact(url)}: {error.Message}; trying again.");
                    var pause = TimeSpan.FromMilliseconds(250 * Math.Pow(2, attempt));
                    await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return null;
    }

    private static bool IsPassing(Exception error, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or HttpIOException or IOException or InvalidDataException => true,
        _ => false,
    };

    private async Task<byte[]?> ReadOnceAsync(string url, string fileName, CancellationToken cancellationToken)
    {
        var path = cache?.PathOf(url, fileName);
        var state = path is null ? null : RepodataCache.ReadState(path);
        if (state is not null && IsFresh(state))
        {
            return await ReadCachedAsync(path!, fileName, cancellationToken).ConfigureAwait(false);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        AddConditions(request, state);
        using var response =
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified when state is not null:
                RepodataCache.WriteState(
                    path!, state with { FetchedAt = timeProvider.GetUtcNow(), MaxAgeSeconds = MaxAge(response) });
                return await ReadCachedAsync(path!, fileName, cancellationToken).ConfigureAwait(false);
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return null;
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw DiagnosticCatalog.ChannelForbidden.Exception(
                    null, ChannelText.Redact(url), (int)response.StatusCode);
        }

        response.EnsureSuccessStatusCode();
        return path is null
            ? await ReadBodyAsync(response, fileName, cancellationToken).ConfigureAwait(false)
            : await StoreAsync(response, url, path, fileName, cancellationToken).ConfigureAwait(false);
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
        var age = timeProvider.GetUtcNow() - state.FetchedAt;
        return age >= TimeSpan.Zero && age < TimeSpan.FromSeconds(state.MaxAgeSeconds);
    }

    private async Task<byte[]> ReadCachedAsync(string path, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, useAsync: true);
            await using (stream.ConfigureAwait(false))
            {
                return await RepodataFormats.ReadAllAsync(stream, fileName, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            // What cannot be read is fetched anew.
            reporter.Detail($"A cached repodata file cannot be read: {error.Message}");
            RepodataCache.Drop(path);
            throw;
        }
    }

    private async Task<byte[]> StoreAsync(
        HttpResponseMessage response, string url, string path, string fileName, CancellationToken cancellationToken)
    {
        var temporary = cache!.NewTemporaryPath(path);
        try
        {
            long length;
            var file = new FileStream(
                temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                await response.Content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                length = file.Length;
            }

            // Read before it is published: half a file never becomes a cached one.
            var bytes = await ReadCachedAsync(temporary, fileName, cancellationToken).ConfigureAwait(false);
            RepodataCache.Publish(temporary, path, new RepodataCacheState(
                ChannelText.Redact(url),
                response.Headers.ETag?.ToString(),
                response.Content.Headers.LastModified?.ToString("R"),
                timeProvider.GetUtcNow(),
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

    private static async Task<byte[]> ReadBodyAsync(
        HttpResponseMessage response, string fileName, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await RepodataFormats.ReadAllAsync(stream, fileName, cancellationToken).ConfigureAwait(false);
        }
    }
}
