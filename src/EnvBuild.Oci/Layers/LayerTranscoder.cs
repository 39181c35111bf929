using EnvBuild.Diagnostics;
using EnvBuild.Oci.Compression;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Layers;

/// <summary>Stores a layer once more in a form that every engine reads. The content stays the same.</summary>
public static class LayerTranscoder
{
    /// <summary>The layer in gzip; the layer itself unless it is in zstd.</summary>
    /// <param name="store">Has the layer, gets the other one.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5000, ENV5002: its blob is missing or damaged. ENV0004, ENV0005: writing failed.
    /// </exception>
    public static async Task<Layer> ToGzipAsync(BlobStore store, Layer layer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.MediaType != MediaTypes.LayerZstd)
        {
            return layer;
        }

        var key = $"gzip:{LayerWriter.FormatVersion}:{layer.DiffId}";
        if (await store.GetLayerAsync(key, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var ingest = await store.OpenIngestAsync(cancellationToken).ConfigureAwait(false);
        await using (ingest.ConfigureAwait(false))
        {
            var size = await EncodeAsync(store, layer, ingest.Content, cancellationToken).ConfigureAwait(false);
            var blob = await ingest.CommitAsync(MediaTypes.LayerGzip, null, cancellationToken).ConfigureAwait(false);
            var result = new Layer(layer.DiffId, blob.Digest, blob.Size, blob.MediaType, size);
            await store.SetLayerAsync(key, result, cancellationToken).ConfigureAwait(false);
            return result;
        }
    }

    private static async Task<long> EncodeAsync(
        BlobStore store, Layer layer, Stream output, CancellationToken cancellationToken)
    {
        var compressed = LayerEncoder.Open(output, LayerCompression.Gzip);
        await using (compressed.ConfigureAwait(false))
        {
            using var hashed = new DigestingStream(compressed);
            var content = new ZstdSharp.DecompressionStream(store.OpenRead(layer.Digest), leaveOpen: false);
            await using (content.ConfigureAwait(false))
            {
                try
                {
                    await content.CopyToAsync(hashed, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is ZstdSharp.ZstdException or EndOfStreamException)
                {
                    throw store.SetAside(layer.Digest);
                }
            }

            return hashed.GetDigest() == layer.DiffId ? hashed.Count : throw store.SetAside(layer.Digest);
        }
    }
}
