using System.Net;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Transport;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>
/// Brings one blob into a store. Each attempt goes on where the last one broke off; nobody sees the blob before its size
/// and digest are checked.
/// </summary>
internal sealed class BlobDownload(
    RegistryEndpoint endpoint, string repository, Descriptor blob, BlobStore store, TransferProgress progress)
{
    private const int BufferSize = 128 * 1024;
    private BlobIngest? _ingest;
    private bool _isResumed;

    public async Task RunAsync(RetryLoop loop, CancellationToken cancellationToken)
    {
        try
        {
            await loop.RunAsync(
                endpoint.Host, What, guard => AttemptAsync(guard, cancellationToken), cancellationToken, () => Position)
                .ConfigureAwait(false);
        }
        finally
        {
            await ResetAsync().ConfigureAwait(false);
        }
    }

    private string What => $"the blob '{blob.Digest}'";

    private long Position => _ingest?.Size ?? 0;

    private async Task<bool> AttemptAsync(StallGuard guard, CancellationToken cancellationToken)
    {
        var offset = Position;
        var request = new RegistryRequest(HttpMethod.Get, repository, $"blobs/{blob.Digest}")
        {
            What = What,
            Prepare = headers =>
            {
                headers.AcceptEncoding.ParseAdd("identity");
                headers.Range = offset > 0 ? new(offset, null) : null;
            },
        };
        using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && offset > 0)
        {
            await ResetAsync().ConfigureAwait(false);
            throw new RegistryFailure("it has another part than was asked for", isTransient: true);
        }

        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
        {
            throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false);
        }

        await PrepareAsync(response, offset).ConfigureAwait(false);
        _ingest ??= await store.OpenIngestAsync(cancellationToken).ConfigureAwait(false);
        await CopyAsync(response, guard, cancellationToken).ConfigureAwait(false);
        await CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task PrepareAsync(HttpResponseMessage response, long offset)
    {
        var isPart = response.StatusCode == HttpStatusCode.PartialContent;
        if (isPart && response.Content.Headers.ContentRange?.From != offset)
        {
            await ResetAsync().ConfigureAwait(false);
            throw new RegistryFailure("it sent another part than was asked for", isTransient: true);
        }

        if (!isPart && offset > 0)
        {
            await ResetAsync().ConfigureAwait(false);
        }

        _isResumed = isPart;
        var expected = blob.Size - Position;
        if (response.Content.Headers.ContentLength is { } length && length != expected)
        {
            throw new RegistryFailure($"it announces {length} bytes instead of {expected}", isTransient: true);
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, StallGuard guard, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(guard.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[BufferSize];
            while (await ReadAsync(body, buffer, guard.Token).ConfigureAwait(false) is > 0 and var count)
            {
                if (Position + count > blob.Size)
                {
                    throw Mismatch($"it is longer than {blob.Size} bytes");
                }

                guard.Advance(count);
                await WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                progress.Add(count);
            }
        }

        if (Position < blob.Size)
        {
            throw new RegistryFailure($"the answer ended after {Position} of {blob.Size} bytes", isTransient: true);
        }
    }

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw RegistryFailure.From(exception);
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _ingest!.Content.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, store.Folder);
        }
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _ingest!.CommitAsync(blob.MediaType, blob.Digest, cancellationToken).ConfigureAwait(false);
        }
        catch (EnvBuildException exception)
            when (exception.Diagnostics[0].Descriptor == DiagnosticCatalog.BlobMismatch)
        {
            await ResetAsync().ConfigureAwait(false);
            throw _isResumed
                ? new RegistryFailure("the parts do not make up the blob", isTransient: true)
                : Mismatch("it has another SHA-256");
        }
    }

    private EnvBuildException Mismatch(string problem) => DiagnosticCatalog.RegistryContentMismatch.Exception(
        null, What, $"{endpoint.Host}/{repository}", problem);

    private async Task ResetAsync()
    {
        if (_ingest is { } ingest)
        {
            progress.Add(store.Contains(blob.Digest) ? 0 : -ingest.Size);
            _ingest = null;
            await ingest.DisposeAsync().ConfigureAwait(false);
        }
    }
}
