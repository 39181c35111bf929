using System.Net;
using System.Net.Http.Headers;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>
/// Fetches small documents and parts of files as channels are fetched: with the same places, credentials, patience and cache.
/// </summary>
public sealed class DocumentClient
{
    private const int LargestDocument = 512 << 20;

    private readonly ChannelSender _sender;
    private readonly RepodataCache _cache;
    private readonly FetchOptions _options;
    private readonly IReporter _reporter;

    /// <summary>A client.</summary>
    /// <param name="httpClient">Asks servers; the caller owns it.</param>
    /// <param name="cacheFolder">Absolute folder that keeps documents; safe to delete.</param>
    /// <param name="options">Places, credentials, patience.</param>
    /// <param name="reporter">Hears of retries.</param>
    public DocumentClient(HttpClient httpClient, string cacheFolder, FetchOptions options, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(options);
        _sender = new ChannelSender(httpClient, options.Access, reporter);
        _cache = new RepodataCache(cacheFolder);
        (_options, _reporter) = (options, reporter);
    }

    /// <summary>A document; a copy that is fresh, or that the server confirms, is not fetched again.</summary>
    /// <param name="url">Its address; may hold credentials, which are told nobody but the server.</param>
    /// <param name="accept">Value of the header <c>Accept</c>; always the same for one address.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The document; <see langword="null"/> where there is none, or none is known and no server may be asked.</returns>
    /// <exception cref="EnvBuildException">ENV3012, ENV3013: it cannot be fetched.</exception>
    public async Task<byte[]?> FindAsync(string url, string? accept, CancellationToken cancellationToken)
    {
        var download = new CachedDownload(_sender, _cache, _options, _reporter) { Accept = accept };
        var found = await download.FetchAsync(
            url,
            mayRemember: false,
            CopyAsync,
            content => content.ToArray(),
            cancellationToken).ConfigureAwait(false);
        if (found.Absence is Absence.Unknown)
        {
            throw DiagnosticCatalog.ChannelNotCached.Exception(null, ChannelText.Redact(url));
        }

        return found.Absence is Absence.Doubtful
            ? throw DiagnosticCatalog.ChannelUnreachable.Exception(null, ChannelText.Redact(url), found.Doubt!)
            : found.Content;
    }

    /// <summary>The end of a file, or a part of it, if the server gives parts.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="range">The part that is wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The part and the size of the whole file; <see langword="null"/> where the server gives no parts.</returns>
    /// <exception cref="EnvBuildException">ENV3012, ENV3013: it cannot be fetched.</exception>
    public async Task<(byte[] Part, long Size)?> FindPartAsync(
        string url, RangeItemHeaderValue range, CancellationToken cancellationToken)
    {
        if (_options.Offline)
        {
            return null;
        }

        var loop = new AttemptLoop(
            ChannelText.Redact(url),
            reason => DiagnosticCatalog.ChannelUnreachable.At(null, ChannelText.Redact(url), reason),
            _reporter,
            _options);
        return await loop.RunAsync<(byte[] Part, long Size)?>(
            async stall =>
            {
                using var response = await _sender.SendAsync(
                    url,
                    request =>
                    {
                        request.Headers.Range = new RangeHeaderValue { Ranges = { range } };
                        request.Headers.AcceptEncoding.Clear();
                        request.Headers.AcceptEncoding.ParseAdd("identity");
                    },
                    stall.Token).ConfigureAwait(false);
                if (response.IsRefusal || (int)response.Status is 408 or 429 or >= 500 and not 501)
                {
                    return loop.Refused<(byte[] Part, long Size)?>(response);
                }

                var place = response.Message.Content.Headers.ContentRange;
                if (response.Status != HttpStatusCode.PartialContent || place is not { Unit: "bytes", Length: { } size })
                {
                    return new();
                }

                var body = await GuardedStream.OpenAsync(response, stall).ConfigureAwait(false);
                await using (body.ConfigureAwait(false))
                {
                    using var memory = new MemoryStream();
                    await CopyAsync(body, memory, cancellationToken).ConfigureAwait(false);
                    return memory.Length == place.To - place.From + 1
                        ? new((memory.ToArray(), size))
                        : loop.Failed<(byte[] Part, long Size)?>("the part has another size than it should", mayRetry: true);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task CopyAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            total += read;
            if (total > LargestDocument)
            {
                throw new InvalidDataException($"it has more than {LargestDocument} bytes");
            }

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }
}
