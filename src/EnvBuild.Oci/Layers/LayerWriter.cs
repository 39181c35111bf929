using EnvBuild.Diagnostics;
using EnvBuild.Oci.Compression;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Layers;

/// <summary>
/// Writes layers whose bytes depend on nothing but their entries: no clock, no owner, one order
/// (<c>docs/layers.md</c>).
/// </summary>
public static class LayerWriter
{
    /// <summary>
    /// Version of the written form. It belongs into every key under which a layer is cached, and is raised whenever the
    /// bytes of a layer would change.
    /// </summary>
    public const int FormatVersion = 1;

    /// <summary>Writes a layer into a store.</summary>
    /// <param name="entries">Entries in any order; missing parent folders are added with mode 0755.</param>
    /// <param name="store">Takes the blob.</param>
    /// <param name="compression">How the blob is stored.</param>
    /// <param name="cancellationToken">Stops it; nothing is kept.</param>
    /// <exception cref="EnvBuildException">
    /// ENV4500 to ENV4503: an entry cannot stand in a layer. ENV0004, ENV0005: reading or writing failed.
    /// </exception>
    public static async Task<Layer> WriteAsync(
        IEnumerable<LayerEntry> entries,
        BlobStore store,
        LayerCompression compression,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(store);
        var items = LayerContent.Arrange(entries);
        var ingest = await store.OpenIngestAsync(cancellationToken).ConfigureAwait(false);
        await using (ingest.ConfigureAwait(false))
        {
            try
            {
                var (diffId, size) = await WriteTarAsync(items, ingest.Content, compression, cancellationToken)
                    .ConfigureAwait(false);
                var blob = await ingest.CommitAsync(MediaTypeOf(compression), null, cancellationToken)
                    .ConfigureAwait(false);
                return new Layer(diffId, blob.Digest, blob.Size, blob.MediaType, size);
            }
            catch (Exception exception) when (StorageFailure.IsExpected(exception))
            {
                throw StorageFailure.ToException(exception, store.Folder);
            }
        }
    }

    internal static string MediaTypeOf(LayerCompression compression) => compression switch
    {
        LayerCompression.None => MediaTypes.LayerTar,
        LayerCompression.Zstd => MediaTypes.LayerZstd,
        _ => MediaTypes.LayerGzip,
    };

    private static async Task<(Digest DiffId, long Size)> WriteTarAsync(
        IReadOnlyList<TarItem> items, Stream output, LayerCompression compression, CancellationToken cancellationToken)
    {
        var compressed = LayerEncoder.Open(output, compression);
        await using (compressed.ConfigureAwait(false))
        {
            using var hashed = new DigestingStream(compressed);
            var splice = compressed is GzipEncoder gzip ? new GzipSplice(gzip, output, hashed) : null;
            using var tar = new TarWriter(hashed, splice);
            foreach (var item in items)
            {
                await tar.WriteAsync(item, cancellationToken).ConfigureAwait(false);
            }

            await tar.FinishAsync(cancellationToken).ConfigureAwait(false);
            return (hashed.GetDigest(), hashed.Count);
        }
    }
}
