using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Connections;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Exporting;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker.Images;

/// <summary>An image of the store in the form in which an engine can take it.</summary>
/// <param name="Descriptor">Its manifest.</param>
/// <param name="Manifest">Its manifest, which names only layers that the engine reads.</param>
/// <param name="DiffIds">Its layers.</param>
internal sealed record EngineArchive(
    Descriptor Descriptor, ImageManifest Manifest, ImmutableArray<string> DiffIds)
{
    /// <summary>Reads an image; of an index, that which the engine can run.</summary>
    public static async Task<EngineArchive> ReadAsync(
        BlobStore store, Descriptor image, EngineVersion engine, CancellationToken cancellationToken)
    {
        var json = await store.ReadAllBytesAsync(image.Digest, cancellationToken).ConfigureAwait(false);
        var document = ManifestDocument.Parse(json, image.Digest.ToString());
        if (document.Index is { } index)
        {
            var chosen = index.Manifests.FirstOrDefault(child => child.Platform?.Serves(engine.Platform) ?? false)
                ?? (index.Manifests.Count > 0
                    ? index.Manifests[0]
                    : throw DiagnosticCatalog.ManifestInvalid.Exception(null, image.Digest, "the index is empty"));
            return await ReadAsync(store, chosen, engine, cancellationToken).ConfigureAwait(false);
        }

        var manifest = document.Manifest!;
        var config = ManifestDocument.ParseConfig(
            await store.ReadAllBytesAsync(manifest.Config.Digest, cancellationToken).ConfigureAwait(false),
            manifest.Config.Digest.ToString());
        var archive = new EngineArchive(image, manifest, ToTexts(config));
        return engine.ReadsZstd || manifest.Layers.All(layer => layer.MediaType != MediaTypes.LayerZstd)
            ? archive
            : await archive.WithGzipAsync(store, config, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes an image of a base, which may come from an archive without a manifest.</summary>
    public static async Task<EngineArchive> OfBaseAsync(
        BlobStore store, BaseImage baseImage, EngineVersion engine, CancellationToken cancellationToken)
    {
        var image = await ImageAssembler
            .AssembleAsync(store, baseImage, [], new ImageSettings(), cancellationToken)
            .ConfigureAwait(false);
        return await ReadAsync(store, image.Descriptor, engine, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether the engine's image is this one.</summary>
    public bool IsSame(EngineImage? found) =>
        found is not null
        && found.DiffIds.SequenceEqual(DiffIds, StringComparer.Ordinal)
        && (found.Id == Manifest.Config.Digest.ToString() || found.Id == Descriptor.Digest.ToString());

    /// <summary>Writes the archive.</summary>
    public Task WriteAsync(
        BlobStore store,
        ImmutableArray<string> names,
        ImmutableHashSet<Digest> leftOut,
        Stream output,
        CancellationToken cancellationToken) =>
        ImageExporter.WriteArchiveAsync(
            store,
            [new ExportedImage(Descriptor, names) { LeftOut = leftOut }],
            output,
            ImageExportFormat.DockerArchive,
            cancellationToken);

    private static ImmutableArray<string> ToTexts(ImageConfig config) =>
        [.. config.Rootfs.DiffIds.Select(diffId => diffId.ToString())];

    // Docker before 23 does not read zstd. The config stays, and with it the id that such an engine gives the image.
    private async Task<EngineArchive> WithGzipAsync(
        BlobStore store, ImageConfig config, CancellationToken cancellationToken)
    {
        var layers = new List<Descriptor>();
        foreach (var (layer, diffId) in Manifest.Layers.Zip(config.Rootfs.DiffIds))
        {
            var stored = new Layer(diffId, layer.Digest, layer.Size, layer.MediaType, 0);
            var read = await LayerTranscoder.ToGzipAsync(store, stored, cancellationToken).ConfigureAwait(false);
            layers.Add(read.ToDescriptor());
        }

        var manifest = Manifest with { Layers = layers };
        var descriptor = await store
            .WriteAsync(manifest.ToJson(), MediaTypes.ImageManifest, cancellationToken)
            .ConfigureAwait(false);
        return new EngineArchive(descriptor, manifest, DiffIds);
    }
}
