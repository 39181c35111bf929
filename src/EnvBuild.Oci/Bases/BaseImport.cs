using System.Collections.Immutable;
using System.IO.Compression;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Compression;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Bases;

/// <summary>
/// Copies the layers of a base image into a store. Blobs that a manifest names are kept as they are; layers of archives
/// without one are written in our own form, so that the image depends on their content alone, not on how the archive
/// happened to be compressed.
/// </summary>
internal sealed class BaseImport(BaseSource source, BlobStore store, ImmutableArray<Layer> known)
{
    public async Task<BaseImage> RunAsync(BaseCandidate candidate, CancellationToken cancellationToken)
    {
        var layers = ImmutableArray.CreateBuilder<Layer>(candidate.Layers.Length);
        foreach (var layer in candidate.Layers)
        {
            if (known.FirstOrDefault(other => other.DiffId == layer.DiffId) is { } present)
            {
                layers.Add(present);
                continue;
            }

            try
            {
                layers.Add(layer.Blob is { } blob
                    ? await CopyAsync(layer, blob, cancellationToken).ConfigureAwait(false)
                    : await RewriteAsync(layer, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception exception) when (BaseSource.IsBadArchive(exception))
            {
                throw source.Damaged($"the layer '{layer.Path}' cannot be decompressed");
            }
            catch (Exception exception) when (StorageFailure.IsExpected(exception))
            {
                throw StorageFailure.ToException(exception, store.Folder);
            }
        }

        return new BaseImage(candidate.Identity, candidate.Config, layers.DrainToImmutable());
    }

    private static string KeyOf(Digest diffId) => $"base:{LayerWriter.FormatVersion}:{diffId}";

    private async Task<Layer> CopyAsync(BaseLayer layer, Descriptor blob, CancellationToken cancellationToken)
    {
        var mediaType = MediaTypes.ToOciLayer(blob.MediaType)
            ?? throw source.Unsupported($"it has a layer of type '{blob.MediaType}'");
        var result = new Layer(layer.DiffId, blob.Digest, blob.Size, mediaType, 0);
        if (store.Contains(blob))
        {
            return result;
        }

        var content = source.Open(layer.Path);
        await using (content.ConfigureAwait(false))
        {
            if (content.Length != blob.Size)
            {
                throw source.Damaged($"'{layer.Path}' has {content.Length} bytes instead of {blob.Size}");
            }

            await CheckDiffIdAsync(layer, mediaType, cancellationToken).ConfigureAwait(false);
            try
            {
                await store.WriteAsync(content, mediaType, blob.Digest, cancellationToken).ConfigureAwait(false);
            }
            catch (EnvBuildException exception)
                when (exception.Diagnostics[0].Descriptor == DiagnosticCatalog.BlobMismatch)
            {
                throw source.Damaged($"the content of '{layer.Path}' does not match its digest");
            }
        }

        return result;
    }

    private async Task CheckDiffIdAsync(BaseLayer layer, string mediaType, CancellationToken cancellationToken)
    {
        using var hashed = new DigestingStream(Stream.Null);
        await DecodeAsync(layer, mediaType, hashed, cancellationToken).ConfigureAwait(false);
        CheckDiffId(layer, hashed.GetDigest());
    }

    private void CheckDiffId(BaseLayer layer, Digest actual)
    {
        if (actual != layer.DiffId)
        {
            throw source.Damaged($"the content of '{layer.Path}' is not the layer that the config names");
        }
    }

    private async Task<Layer> RewriteAsync(BaseLayer layer, CancellationToken cancellationToken)
    {
        if (await store.GetLayerAsync(KeyOf(layer.DiffId), cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var mediaType = await SniffAsync(layer, cancellationToken).ConfigureAwait(false);
        var ingest = await store.OpenIngestAsync(cancellationToken).ConfigureAwait(false);
        await using (ingest.ConfigureAwait(false))
        {
            var (diffId, size) = await EncodeAsync(layer, mediaType, ingest, cancellationToken).ConfigureAwait(false);
            CheckDiffId(layer, diffId);
            var blob = await ingest.CommitAsync(MediaTypes.LayerGzip, null, cancellationToken).ConfigureAwait(false);
            var result = new Layer(diffId, blob.Digest, blob.Size, blob.MediaType, size);
            await store.SetLayerAsync(KeyOf(diffId), result, cancellationToken).ConfigureAwait(false);
            return result;
        }
    }

    private async Task<(Digest DiffId, long Size)> EncodeAsync(
        BaseLayer layer, string mediaType, BlobIngest ingest, CancellationToken cancellationToken)
    {
        var compressed = LayerEncoder.Open(ingest.Content, LayerCompression.Gzip);
        await using (compressed.ConfigureAwait(false))
        {
            using var hashed = new DigestingStream(compressed);
            await DecodeAsync(layer, mediaType, hashed, cancellationToken).ConfigureAwait(false);
            return (hashed.GetDigest(), hashed.Count);
        }
    }

    private async Task<string> SniffAsync(BaseLayer layer, CancellationToken cancellationToken)
    {
        var content = source.Open(layer.Path);
        await using (content.ConfigureAwait(false))
        {
            var magic = new byte[4];
            var read = await content.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return magic.AsSpan(0, read) switch
            {
                [0x1F, 0x8B, ..] => MediaTypes.LayerGzip,
                [0x28, 0xB5, 0x2F, 0xFD] => MediaTypes.LayerZstd,
                _ => MediaTypes.LayerTar,
            };
        }
    }

    private async Task DecodeAsync(
        BaseLayer layer, string mediaType, Stream destination, CancellationToken cancellationToken)
    {
        var content = source.Open(layer.Path);
        await using (content.ConfigureAwait(false))
        {
            Stream decoded = mediaType switch
            {
                MediaTypes.LayerGzip => new GZipStream(content, CompressionMode.Decompress),
                MediaTypes.LayerZstd => new ZstdSharp.DecompressionStream(content),
                _ => content,
            };
            await using (decoded.ConfigureAwait(false))
            {
                await decoded.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
