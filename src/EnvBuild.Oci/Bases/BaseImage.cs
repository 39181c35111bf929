using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Bases;

/// <summary>What an image stands on, with all its layers in the store.</summary>
/// <param name="Digest">
/// Its identity, part of a lock: the digest of the manifest, or of the config where an archive has no manifest;
/// <see langword="null"/> for scratch.
/// </param>
/// <param name="Config">Its config.</param>
/// <param name="Layers">Its layers, lowest first.</param>
public sealed record BaseImage(Digest? Digest, ImageConfig Config, ImmutableArray<Layer> Layers)
{
    /// <summary>The base without anything.</summary>
    /// <param name="platform">What the image runs on.</param>
    public static BaseImage Scratch(Platform platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var config = new ImageConfig
        {
            Os = platform.Os,
            Architecture = platform.Architecture,
            Variant = platform.Variant,
        };
        return new BaseImage(null, config, []);
    }

    /// <summary>Identity of a base image, without copying anything.</summary>
    /// <param name="reference">Which image.</param>
    /// <param name="platform">What it has to run on.</param>
    /// <param name="store">Gives room for unpacking a compressed archive.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns><see cref="Digest"/> of the image; <see langword="null"/> for scratch.</returns>
    /// <exception cref="EnvBuildException">As for <see cref="OpenAsync"/>.</exception>
    public static async Task<Digest?> IdentifyAsync(
        BaseReference reference, Platform platform, BlobStore store, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(store);
        if (reference.Kind == BaseKind.Scratch)
        {
            return null;
        }

        using var source = await BaseSource.OpenAsync(reference, store, cancellationToken).ConfigureAwait(false);
        return (await source.FindAsync(platform, cancellationToken).ConfigureAwait(false)).Identity;
    }

    /// <summary>Reads a base image and copies the layers that the store does not have.</summary>
    /// <param name="reference">Which image.</param>
    /// <param name="platform">What it has to run on.</param>
    /// <param name="store">Takes the layers.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="known">Layers that stay the blobs that they are, wherever those are; they are not copied.</param>
    /// <exception cref="EnvBuildException">
    /// ENV4511 to ENV4516: it is missing, of another platform, damaged or unknown. ENV0004, ENV0005: reading or writing
    /// failed.
    /// </exception>
    public static async Task<BaseImage> OpenAsync(
        BaseReference reference,
        Platform platform,
        BlobStore store,
        CancellationToken cancellationToken,
        ImmutableArray<Layer> known = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(store);
        if (reference.Kind == BaseKind.Scratch)
        {
            return Scratch(platform);
        }

        await store.CreateAsync(cancellationToken).ConfigureAwait(false);
        using var source = await BaseSource.OpenAsync(reference, store, cancellationToken).ConfigureAwait(false);
        var found = await source.FindAsync(platform, cancellationToken).ConfigureAwait(false);
        var import = new BaseImport(source, store, known.IsDefault ? [] : known);
        return await import.RunAsync(found, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Finds an image of a store, of which no blob is missing but layers that are known to be in a registry.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="digest">Digest of its manifest.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The image; <see langword="null"/> if the store does not have it.</returns>
    /// <exception cref="EnvBuildException">ENV4515, ENV4516: nothing can be built on it.</exception>
    public static async Task<BaseImage?> FindAsync(BlobStore store, Digest digest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!await store.IsCompleteAsync(digest, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var json = await store.ReadAllBytesAsync(digest, cancellationToken).ConfigureAwait(false);
        if (ManifestDocument.Parse(json, digest.ToString()).Manifest is not { } manifest)
        {
            return null;
        }

        json = await store.ReadAllBytesAsync(manifest.Config.Digest, cancellationToken).ConfigureAwait(false);
        return Create(digest, digest, manifest, ManifestDocument.ParseConfig(json, manifest.Config.Digest.ToString()));
    }

    /// <summary>An image as something to build on.</summary>
    /// <param name="name">The image, for people.</param>
    /// <param name="digest">Digest of its manifest.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="config">Its config.</param>
    internal static BaseImage Create(object name, Digest digest, ImageManifest manifest, ImageConfig config)
    {
        if (config.Rootfs.DiffIds.Count != manifest.Layers.Count)
        {
            throw DiagnosticCatalog.BaseDamaged.Exception(
                null, name, "manifest and config do not name the same number of layers");
        }

        return new BaseImage(digest, config, [.. manifest.Layers.Zip(config.Rootfs.DiffIds, ToLayer)]);

        Layer ToLayer(Descriptor layer, Digest diffId) => new(
            diffId,
            layer.Digest,
            layer.Size,
            MediaTypes.ToOciLayer(layer.MediaType) ?? throw DiagnosticCatalog.BaseUnsupported.Exception(
                null, name, $"it has a layer of type '{layer.MediaType}'"),
            0);
    }
}
