using System.Net;
using System.Security.Cryptography;
using System.Threading.Channels;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>
/// Fetches shards. They are named by the hash of their bytes, so that a cached one is never asked for again and a wrong
/// one is noticed.
/// </summary>
/// <param name="sender">Asks servers.</param>
/// <param name="cacheFolder">Absolute folder of the cache; <see langword="null"/> for none.</param>
/// <param name="options">Patience.</param>
/// <param name="reporter">Is told details.</param>
internal sealed class ShardDownload(
    ChannelSender sender, string? cacheFolder, FetchOptions options, IReporter reporter)
{
    /// <summary>One server takes that many requests at once, over HTTP/2 without another connection.</summary>
    private const int MostRequests = 50;

    /// <summary>More than any shard has, packed.</summary>
    private const int LargestShard = 64 << 20;

    private readonly Channel<bool> _requests = System.Threading.Channels.Channel.CreateBounded<bool>(MostRequests);

    /// <summary>The bytes of a shard, packed.</summary>
    /// <param name="baseUrl">URL in front of the file; may hold credentials.</param>
    /// <param name="sha256">SHA-256 of the file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns><see langword="null"/> if the server does not have it (any more).</returns>
    internal async Task<byte[]?> FetchAsync(string baseUrl, string sha256, CancellationToken cancellationToken)
    {
        var path = cacheFolder is null ? null : Path.Combine(cacheFolder, sha256[..2], $"{sha256}.msgpack.zst");
        if (path is not null && await TryReadAsync(path, sha256, cancellationToken).ConfigureAwait(false) is { } cached)
        {
            return cached;
        }

        var url = $"{baseUrl}{sha256}.msgpack.zst";
        if (options.Offline)
        {
            throw DiagnosticCatalog.ChannelNotCached.Exception(null, ChannelText.Redact(url));
        }

        var loop = new AttemptLoop(
            ChannelText.Redact(url),
            reason => DiagnosticCatalog.ChannelUnreachable.At(null, ChannelText.Redact(url), reason),
            reporter,
            options);
        await _requests.Writer.WriteAsync(true, cancellationToken).ConfigureAwait(false);
        try
        {
            var bytes = await loop.RunAsync(stall => AttemptAsync(loop, stall, url, sha256), cancellationToken)
                .ConfigureAwait(false);
            if (bytes is not null && path is not null)
            {
                await WriteAsync(path, bytes, cancellationToken).ConfigureAwait(false);
            }

            return bytes;
        }
        finally
        {
            _ = _requests.Reader.TryRead(out _);
        }
    }

    private static async Task<byte[]?> TryReadAsync(string path, string sha256, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return IsRight(bytes, sha256) ? bytes : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsRight(byte[] bytes, string sha256) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256;

    private async Task<Attempt<byte[]>> AttemptAsync(AttemptLoop loop, StallGuard stall, string url, string sha256)
    {
        using var response = await sender.SendAsync(url, null, stall.Token).ConfigureAwait(false);
        switch (response.Status)
        {
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return response.Doubt is { } doubt ? loop.Failed<byte[]>(doubt, mayRetry: true) : new();
            case not HttpStatusCode.OK:
                return loop.Refused<byte[]>(response);
        }

        var body = await GuardedStream.OpenAsync(response, stall).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var memory = new MemoryStream();
            if (!await BoundedCopy.TryAsync(body, memory, LargestShard, stall.Token).ConfigureAwait(false))
            {
                return loop.Failed<byte[]>($"it has more than {LargestShard} bytes", mayRetry: false);
            }

            var bytes = memory.ToArray();
            if (IsRight(bytes, sha256))
            {
                return new(bytes);
            }

            response.Discredit();
            return loop.Failed<byte[]>("its content does not have the SHA-256 that it is named by", mayRetry: true);
        }
    }

    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(temporary, bytes, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException([FileFailure.Explain(error, path)], error);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
