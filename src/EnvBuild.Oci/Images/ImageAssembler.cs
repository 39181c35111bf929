using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Images;

/// <summary>Makes config and manifest over layers that exist. Equal input gives equal bytes.</summary>
public static class ImageAssembler
{
    /// <summary>Writes the config and the manifest of an image.</summary>
    /// <param name="store">Has the layers, gets the rest.</param>
    /// <param name="baseImage">What the image stands on.</param>
    /// <param name="layers">Our layers, lowest first.</param>
    /// <param name="settings">The rest of the config.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV4504: more layers than engines accept. ENV5000: a layer is missing. ENV0004, ENV0005: writing failed.
    /// </exception>
    public static async Task<AssembledImage> AssembleAsync(
        BlobStore store,
        BaseImage baseImage,
        IReadOnlyList<AddedLayer> layers,
        ImageSettings settings,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(baseImage);
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(settings);
        Layer[] all = [.. baseImage.Layers, .. layers.Select(layer => layer.Layer)];
        await CheckAsync(store, all, cancellationToken).ConfigureAwait(false);
        var config = ConfigComposer.Compose(baseImage, layers, settings);
        var configBlob = await store.WriteAsync(config.ToJson(), MediaTypes.ImageConfig, cancellationToken)
            .ConfigureAwait(false);
        var manifest = new ImageManifest
        {
            Config = configBlob,
            Layers = [.. all.Select(layer => layer.ToDescriptor())],
            Annotations = settings.Annotations.IsEmpty ? null : settings.Annotations,
        };
        var blob = await store.WriteAsync(manifest.ToJson(), MediaTypes.ImageManifest, cancellationToken)
            .ConfigureAwait(false);
        return new AssembledImage(blob with { Platform = config.Platform }, manifest, config);
    }

    /// <summary>Writes an index over the images for several platforms.</summary>
    /// <param name="store">Has the images, gets the index.</param>
    /// <param name="images">Descriptors of the manifests, with their platforms; sorted here by platform.</param>
    /// <param name="annotations">Annotations of the index.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Descriptor of the index.</returns>
    /// <exception cref="EnvBuildException">ENV0004, ENV0005: writing failed.</exception>
    public static Task<Descriptor> AssembleIndexAsync(
        BlobStore store,
        IEnumerable<Descriptor> images,
        ImmutableSortedDictionary<string, string>? annotations,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var index = new ImageIndex
        {
            Manifests =
            [
                .. images
                    .OrderBy(image => image.Platform?.ToString(), StringComparer.Ordinal)
                    .ThenBy(image => image.Digest.Hex, StringComparer.Ordinal),
            ],
            Annotations = annotations is { IsEmpty: false } ? annotations : null,
        };
        return store.WriteAsync(index.ToJson(), MediaTypes.ImageIndex, cancellationToken);
    }

    private static async Task CheckAsync(BlobStore store, Layer[] layers, CancellationToken cancellationToken)
    {
        if (layers.Length > LayerPlan.EngineLimit)
        {
            throw DiagnosticCatalog.TooManyLayers.Exception(null, layers.Length, LayerPlan.EngineLimit);
        }

        foreach (var layer in layers.Where(layer => !store.Contains(layer.ToDescriptor())))
        {
            // Layers of a base in a registry may stay there.
            if (!await BlobOrigins.IsKnownAsync(store, layer.Digest, cancellationToken).ConfigureAwait(false))
            {
                throw DiagnosticCatalog.BlobMissing.Exception(null, store.Folder, layer.Digest);
            }
        }
    }
}
