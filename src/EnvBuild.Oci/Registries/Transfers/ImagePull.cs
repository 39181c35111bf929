using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>Brings images of registries into a store.</summary>
public static class ImagePull
{
    private const int DeepestIndex = 4;

    /// <summary>
    /// Finds an image for a platform, and brings manifest and config into the store. Layers are not fetched: the store
    /// remembers where they are.
    /// </summary>
    /// <param name="client">Asks the registry.</param>
    /// <param name="reference">Which image.</param>
    /// <param name="platform">What it has to run on.</param>
    /// <param name="store">Takes manifest and config.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5102, ENV5103, ENV5106 to ENV5110: it cannot be had. ENV5006: it is no image. ENV0004, ENV0005: writing failed.
    /// </exception>
    public static async Task<PulledImage> ResolveAsync(
        RegistryClient client,
        RegistryReference reference,
        Platform platform,
        BlobStore store,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(store);
        var found = await ChooseAsync(client, reference, platform, cancellationToken).ConfigureAwait(false);
        var manifest = found.Document.Manifest!;
        if (manifest.Config.MediaType is not (MediaTypes.ImageConfig or MediaTypes.DockerConfig))
        {
            throw DiagnosticCatalog.ManifestInvalid.Exception(
                null, reference, $"'{manifest.Config.MediaType}' is not the config of a container image");
        }

        var progress = new TransferProgress("Pulling", reference.ToString(), manifest.Config.Size, client.Reporter);
        await client.PullBlobAsync(reference, manifest.Config, store, progress, cancellationToken).ConfigureAwait(false);
        var json = await store.ReadAllBytesAsync(manifest.Config.Digest, cancellationToken).ConfigureAwait(false);
        var config = ManifestDocument.ParseConfig(json, manifest.Config.Digest.ToString());
        if (!config.Platform.Serves(platform))
        {
            throw PlatformChoice.Missing(reference, platform, [config.Platform]);
        }

        await RememberAsync(store, reference, manifest, cancellationToken).ConfigureAwait(false);
        var descriptor = await store
            .WriteAsync(found.Content.AsMemory(), found.Descriptor.MediaType, cancellationToken).ConfigureAwait(false);
        return new PulledImage(reference, descriptor with { Platform = config.Platform }, manifest, config);
    }

    /// <summary>Whether the store has every blob of an image, and needs no registry for it.</summary>
    /// <param name="store">Has the manifests.</param>
    /// <param name="target">Manifest or index.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5000, ENV5002: a manifest is missing or damaged.</exception>
    public static async Task<bool> IsCompleteAsync(
        BlobStore store, Descriptor target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(target);
        var closure = await ImageClosure.ReadAsync(store, target, cancellationToken).ConfigureAwait(false);
        return closure.All(store.Contains);
    }

    /// <summary>Brings the blobs of an image that the store lacks from the registries that are known to have them.</summary>
    /// <param name="client">Asks the registries.</param>
    /// <param name="store">Has the manifests.</param>
    /// <param name="target">Manifest or index.</param>
    /// <param name="cancellationToken">Stops it; what is complete stays.</param>
    /// <returns>Number of bytes that were missing.</returns>
    /// <exception cref="EnvBuildException">
    /// ENV5000: no registry is known to have a blob. ENV5102, ENV5103, ENV5106 to ENV5108: none gives it.
    /// </exception>
    public static async Task<long> CompleteAsync(
        RegistryClient client, BlobStore store, Descriptor target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(target);
        var closure = await ImageClosure.ReadAsync(store, target, cancellationToken).ConfigureAwait(false);
        return await FetchAsync(client, store, closure, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings blobs that the store lacks from the registries that are known to have them.</summary>
    /// <param name="client">Asks the registries.</param>
    /// <param name="store">Takes the blobs.</param>
    /// <param name="blobs">The blobs.</param>
    /// <param name="cancellationToken">Stops it; what is complete stays.</param>
    /// <returns>Number of bytes that were missing.</returns>
    /// <exception cref="EnvBuildException">As for <see cref="CompleteAsync"/>.</exception>
    public static async Task<long> FetchAsync(
        RegistryClient client, BlobStore store, IEnumerable<Descriptor> blobs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(store);
        var missing = blobs.Where(blob => !store.Contains(blob)).ToList();
        var total = missing.Sum(blob => blob.Size);
        var item = missing is [var only] ? only.Digest.ToString() : $"{missing.Count} blobs";
        var progress = new TransferProgress("Pulling", item, total, client.Reporter);
        var width = new ParallelOptions
        {
            MaxDegreeOfParallelism = client.Options.Parallelism,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            missing,
            width,
            async (blob, token) => await FetchAsync(client, store, blob, progress, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        return total;
    }

    /// <summary>Brings a whole image into the store, and names it there by its reference.</summary>
    /// <param name="client">Asks the registry.</param>
    /// <param name="reference">Which image.</param>
    /// <param name="platform">What it has to run on.</param>
    /// <param name="store">Takes the image.</param>
    /// <param name="cancellationToken">Stops it; what is complete stays.</param>
    /// <exception cref="EnvBuildException">As for <see cref="ResolveAsync"/>.</exception>
    public static async Task<PulledImage> PullAsync(
        RegistryClient client,
        RegistryReference reference,
        Platform platform,
        BlobStore store,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var image = await ResolveAsync(client, reference, platform, store, cancellationToken).ConfigureAwait(false);
        await CompleteAsync(client, store, image.Descriptor, cancellationToken).ConfigureAwait(false);
        await store.SetReferenceAsync(reference.ToString(), image.Descriptor, cancellationToken).ConfigureAwait(false);
        await store.WriteIndexAsync(cancellationToken).ConfigureAwait(false);
        return image;
    }

    private static async Task<RemoteManifest> ChooseAsync(
        RegistryClient client, RegistryReference reference, Platform platform, CancellationToken cancellationToken)
    {
        var current = reference;
        for (var depth = 0; depth < DeepestIndex; depth++)
        {
            var found = await client.GetManifestAsync(current, cancellationToken).ConfigureAwait(false);
            if (found.Document.Manifest is not null)
            {
                return found;
            }

            var chosen = PlatformChoice.Choose(found.Document.Index!, platform, reference);
            current = reference with { Tag = null, Digest = chosen.Digest };
        }

        throw DiagnosticCatalog.ManifestInvalid.Exception(null, reference, "its indexes are nested too deeply");
    }

    private static async Task RememberAsync(
        BlobStore store, RegistryReference reference, ImageManifest manifest, CancellationToken cancellationToken)
    {
        await store.CreateAsync(cancellationToken).ConfigureAwait(false);
        var origin = new BlobOrigin(reference.Host, reference.Repository);
        foreach (var layer in manifest.Layers)
        {
            await BlobOrigins.AddAsync(store, layer.Digest, origin, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task FetchAsync(
        RegistryClient client, BlobStore store, Descriptor blob, TransferProgress progress, CancellationToken cancellationToken)
    {
        var origins = await BlobOrigins.ReadAsync(store, blob.Digest, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < origins.Count; i++)
        {
            try
            {
                await client.PullBlobAsync(
                    origins[i].ToReference(blob.Digest), blob, store, progress, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (EnvBuildException exception) when (i < origins.Count - 1)
            {
                client.Reporter.Detail(exception.Diagnostics[0].Message);
            }
        }

        throw DiagnosticCatalog.BlobMissing.Exception(null, store.Folder, blob.Digest);
    }
}
