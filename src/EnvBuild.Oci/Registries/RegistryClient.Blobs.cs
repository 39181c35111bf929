using System.Collections.Immutable;
using System.Net;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Registries.Transport;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Registries;

public sealed partial class RegistryClient
{
    /// <summary>Brings a blob into a store, unless it is there.</summary>
    internal async Task PullBlobAsync(
        RegistryReference repository,
        Descriptor blob,
        BlobStore store,
        TransferProgress progress,
        CancellationToken cancellationToken)
    {
        if (store.Contains(blob))
        {
            progress.Add(blob.Size);
            return;
        }

        await ReadAsync(
            repository.Host,
            async (endpoint, loop) =>
            {
                var download = new BlobDownload(endpoint, repository.Repository, blob, store, progress);
                await download.RunAsync(loop, cancellationToken).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
    }

    /// <summary>Sends a blob.</summary>
    internal Task<BlobUploadKind> PushBlobAsync(
        RegistryReference repository,
        Descriptor blob,
        ImmutableArray<string> mounts,
        Func<long, CancellationToken, Task<Stream>> open,
        TransferProgress progress,
        CancellationToken cancellationToken) =>
        new BlobUpload(EndpointOf(repository.Host), repository.Repository, blob, mounts, open, Options, progress)
            .RunAsync(_loop, cancellationToken);

    /// <summary>Opens a blob of a registry for handing it on, at an offset.</summary>
    /// <exception cref="RegistryFailure">It cannot be read now.</exception>
    internal async Task<Stream> OpenBlobAsync(
        RegistryReference repository, Descriptor blob, long offset, CancellationToken cancellationToken)
    {
        var endpoint = EndpointOf(repository.Host);
        var request = new RegistryRequest(HttpMethod.Get, repository.Repository, $"blobs/{blob.Digest}")
        {
            What = $"the blob '{blob.Digest}'",
            Prepare = headers => headers.Range = offset > 0 ? new(offset, null) : null,
        };
        var response = await endpoint.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!response.IsSuccessStatusCode)
            {
                throw await endpoint.FailAsync(response, request, cancellationToken).ConfigureAwait(false);
            }

            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (offset > 0 && response.StatusCode != HttpStatusCode.PartialContent)
            {
                await SkipAsync(body, offset, cancellationToken).ConfigureAwait(false);
            }

            return new RemoteBlobStream(response, body, blob, offset, repository.Name);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task SkipAsync(Stream body, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(count, buffer.Length));
            try
            {
                await body.ReadExactlyAsync(part, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw RegistryFailure.From(exception);
            }

            count -= part.Length;
        }
    }
}
