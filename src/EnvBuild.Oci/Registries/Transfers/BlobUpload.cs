using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Access;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>
/// Sends one blob (OCI distribution-spec, Push): nothing where it is there or can be mounted, in one piece otherwise. A
/// broken upload goes on in pieces from what the registry says it has.
/// </summary>
internal sealed class BlobUpload(
    RegistryEndpoint endpoint,
    string repository,
    Descriptor blob,
    ImmutableArray<string> mounts,
    Func<long, CancellationToken, Task<Stream>> open,
    RegistryClientOptions options,
    TransferProgress progress)
{
    private const int MostMountAttempts = 3;
    private const string BinaryType = "application/octet-stream";
    private Uri? _session;
    private long _offset;
    private long _counted;
    private long _chunkSize = options.ChunkSize;
    private bool _isChunked = blob.Size > options.LargestMonolith;
    private bool _isBlobUnsure;
    private bool _isSessionUnsure;
    private bool _isResumed;
    private int _mount;
    private int _mountAttempts;

    private string What => $"the blob '{blob.Digest}'";

    public async Task<BlobUploadKind> RunAsync(RetryLoop loop, CancellationToken cancellationToken)
    {
        // Each step has attempts of its own, so that one that succeeded is not done again for one that did not.
        if (await loop.RunAsync(endpoint.Host, What, IsThereAsync, cancellationToken).ConfigureAwait(false))
        {
            Count(blob.Size);
            return BlobUploadKind.Present;
        }

        if (await loop.RunAsync(endpoint.Host, What, StartAsync, cancellationToken).ConfigureAwait(false))
        {
            Count(blob.Size);
            return BlobUploadKind.Mounted;
        }

        await loop.RunAsync(endpoint.Host, What, TransferAsync, cancellationToken, () => _offset).ConfigureAwait(false);
        Count(blob.Size);
        return BlobUploadKind.Sent;
    }

    private async Task<bool> TransferAsync(StallGuard guard)
    {
        // The registry may have the blob, or a part of it, though the answer was lost.
        if (_isBlobUnsure && await IsThereAsync(guard).ConfigureAwait(false))
        {
            return true;
        }

        _isBlobUnsure = false;
        if (_isSessionUnsure)
        {
            await AskSessionAsync(guard).ConfigureAwait(false);
        }

        if (_session is null && await StartAsync(guard).ConfigureAwait(false))
        {
            return true;
        }

        (_isBlobUnsure, _isSessionUnsure) = (true, true);
        if (!_isChunked && _offset == 0)
        {
            await FinishAsync(token => OpenBodyAsync(0, blob.Size, guard, token), guard).ConfigureAwait(false);
            return true;
        }

        while (_offset < blob.Size)
        {
            await SendChunkAsync(guard).ConfigureAwait(false);
        }

        await FinishAsync(null, guard).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> IsThereAsync(StallGuard guard)
    {
        var request = Request(HttpMethod.Head, $"blobs/{blob.Digest}");
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => response.Content.Headers.ContentLength is not { } length || length == blob.Size,
            HttpStatusCode.NotFound => false,
            _ => throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false),
        };
    }

    /// <summary>Mounts the blob, or opens a session.</summary>
    /// <returns>Whether it was mounted.</returns>
    private async Task<bool> StartAsync(StallGuard guard)
    {
        (_offset, _isResumed) = (0, false);
        Count(0);
        while (_mount < mounts.Length)
        {
            var source = mounts[_mount];
            var request = Request(HttpMethod.Post, $"blobs/uploads/?mount={blob.Digest}&from={Uri.EscapeDataString(source)}") with
            {
                Scope = new TokenScope(TokenScope.Push(repository), TokenScope.Pull(source)),
            };
            try
            {
                using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
                if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted)
                {
                    _mount++;
                    return Open(response);
                }

                // A busy registry is asked again, for a mount saves the whole blob; some fail at all mounts.
                if (RegistryFailure.MayPass(response.StatusCode) && ++_mountAttempts < MostMountAttempts)
                {
                    throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
                }
            }
            catch (EnvBuildException)
            {
                // The source may be closed to us, which says nothing of the target.
            }

            _mount++;
            _mountAttempts = 0;
        }

        var plain = Request(HttpMethod.Post, "blobs/uploads/");
        using var answer = await endpoint.SendAsync(plain, guard.Token).ConfigureAwait(false);
        return answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted
            ? Open(answer)
            : throw await endpoint.FailAsync(answer, plain, guard.Token).ConfigureAwait(false);
    }

    private bool Open(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var least))
        {
            _chunkSize = Math.Max(_chunkSize, least);
        }

        if (response.StatusCode == HttpStatusCode.Created)
        {
            return true;
        }

        Follow(response);
        return _session is null
            ? throw new RegistryFailure("it opens an upload without an address", isTransient: false)
            : false;
    }

    private async Task AskSessionAsync(StallGuard guard)
    {
        if (_session is null)
        {
            return;
        }

        // Not every registry goes on with a request that broke off; distribution 2 then says 404.
        var request = Request(HttpMethod.Get, "") with { Location = _session };
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        if (RegistryFailure.MayPass(response.StatusCode))
        {
            throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
        }

        _isSessionUnsure = false;
        var accepted = response.IsSuccessStatusCode ? AcceptedOf(response) : null;

        // "0-0" stands for one byte and for none.
        if (accepted is null or <= 1 || accepted > blob.Size)
        {
            _session = null;
            return;
        }

        (_offset, _isResumed) = (accepted.Value, true);
        Count(_offset);
        Follow(response);
    }

    private async Task SendChunkAsync(StallGuard guard)
    {
        var end = Math.Min(blob.Size, _offset + _chunkSize);
        var start = _offset;
        var request = Request(HttpMethod.Patch, "") with
        {
            Location = _session,
            OpenContent = async token =>
            {
                var content = await OpenBodyAsync(start, end - start, guard, token).ConfigureAwait(false);

                // Without the unit that HTTP wants there (distribution-spec, Pushing a blob in chunks).
                content.Headers.TryAddWithoutValidation("Content-Range", $"{start}-{end - 1}");
                return content;
            },
        };
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        guard.Touch();
        if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.Created or HttpStatusCode.NoContent))
        {
            throw await FailAsync(response, request, guard).ConfigureAwait(false);
        }

        Follow(response);
        var accepted = AcceptedOf(response) ?? end;
        if (accepted <= start || accepted > end)
        {
            throw Lost($"it counts {accepted} bytes after {end} were sent");
        }

        _offset = accepted;
        Count(_offset);
    }

    private async Task FinishAsync(Func<CancellationToken, Task<HttpContent>>? openContent, StallGuard guard)
    {
        var address = new UriBuilder(_session!);
        var digest = $"digest={Uri.EscapeDataString(blob.Digest.ToString())}";
        address.Query = address.Query.Length > 1 ? $"{address.Query}&{digest}" : digest;
        var request = Request(HttpMethod.Put, "") with
        {
            Location = address.Uri,
            OpenContent = openContent ?? (_ => Task.FromResult<HttpContent>(new ByteArrayContent([]))),
        };
        guard.AwaitAnswer();
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await FailAsync(response, request, guard).ConfigureAwait(false);
        }
    }

    private async Task<HttpContent> OpenBodyAsync(
        long start, long length, StallGuard guard, CancellationToken cancellationToken)
    {
        guard.Touch();
        Count(start);
        var content = await open(start, cancellationToken).ConfigureAwait(false);
        return new StreamContent(new UploadBody(content, length, start + length == blob.Size, guard, Moved))
        {
            Headers = { ContentLength = length, ContentType = new MediaTypeHeaderValue(BinaryType) },
        };
    }

    private async Task<Exception> FailAsync(HttpResponseMessage response, RegistryRequest request, StallGuard guard)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotFound:
                return Lost("the upload is no longer known");
            case HttpStatusCode.RequestedRangeNotSatisfiable when _isChunked || _offset > 0:
                return new RegistryFailure("it has another part of the upload than was thought", isTransient: true);
            case HttpStatusCode.RequestEntityTooLarge when !_isChunked:
                _isChunked = true;
                return Lost("it does not take the blob in one piece");
            case HttpStatusCode.BadRequest when _isResumed:
                return Lost("the resumed upload is refused");
            case HttpStatusCode.TooManyRequests:
                (_isBlobUnsure, _isSessionUnsure) = (false, false);
                return await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
            default:
                return await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
        }
    }

    private RegistryFailure Lost(string reason)
    {
        _session = null;
        return new RegistryFailure(reason, isTransient: true) { RetryAfter = TimeSpan.Zero };
    }

    private void Follow(HttpResponseMessage response) => _session = endpoint.GetLocation(response) ?? _session;

    private RegistryRequest Request(HttpMethod method, string path) =>
        new RegistryRequest(method, repository, path) { What = What }.ForPush();

    // "0-99" or "bytes=0-99": the last byte that the registry has.
    private static long? AcceptedOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Range", out var values)
        && values.First().Split('-') is [_, var last]
        && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            ? end + 1
            : null;

    // The bytes of a body that broke off are taken back.
    private void Count(long reached)
    {
        progress.Add(reached - _counted);
        _counted = reached;
    }

    private void Moved(int bytes)
    {
        _counted += bytes;
        progress.Add(bytes);
    }
}
