using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Registries.Transfers;

namespace EnvBuild.Oci.Storage;

/// <summary>All blobs that a manifest or index needs.</summary>
internal static class ImageClosure
{
    private const int DeepestIndex = 8;

    /// <summary>
    /// The first blob that is needed and is not there, or not of the right size; <see langword="null"/> for none. A layer
    /// that is known to be in a registry is not missing.
    /// </summary>
    public static async Task<Digest?> FindMissingAsync(
        BlobStore store, Descriptor target, CancellationToken cancellationToken)
    {
        try
        {
            var needed = await ReadAsync(store, target, cancellationToken).ConfigureAwait(false);
            foreach (var blob in needed.Where(blob => !store.Contains(blob)))
            {
                if (MediaTypes.ToOciLayer(blob.MediaType) is null
                    || !await BlobOrigins.IsKnownAsync(store, blob.Digest, cancellationToken).ConfigureAwait(false))
                {
                    return blob.Digest;
                }
            }

            return null;
        }
        catch (EnvBuildException exception) when (BlobStore.IsMissingOrDamaged(exception))
        {
            return target.Digest;
        }
    }

    /// <summary>Every blob, each once: manifests before what they name.</summary>
    /// <exception cref="EnvBuildException">ENV5000, ENV5002, ENV5006: a manifest is missing, damaged, or
    /// none.</exception>
    public static async Task<ImmutableArray<Descriptor>> ReadAsync(
        BlobStore store, Descriptor target, CancellationToken cancellationToken)
    {
        var found = new OrderedDictionary<Digest, Descriptor>();
        await AddAsync(store, target, found, 0, cancellationToken).ConfigureAwait(false);
        return [.. found.Values];
    }

    private static async Task AddAsync(
        BlobStore store,
        Descriptor target,
        OrderedDictionary<Digest, Descriptor> found,
        int depth,
        CancellationToken cancellationToken)
    {
        if (!found.TryAdd(target.Digest, target)
            || !(MediaTypes.IsIndex(target.MediaType) || MediaTypes.IsManifest(target.MediaType)))
        {
            return;
        }

        var json = await store.ReadAllBytesAsync(target.Digest, cancellationToken).ConfigureAwait(false);
        var document = ManifestDocument.Parse(json, target.Digest.ToString());
        if (document.Manifest is { } manifest)
        {
            found.TryAdd(manifest.Config.Digest, manifest.Config);
            foreach (var layer in manifest.Layers)
            {
                found.TryAdd(layer.Digest, layer);
            }
        }

        if (depth >= DeepestIndex)
        {
            throw DiagnosticCatalog.ManifestInvalid.Exception(null, target.Digest, "its indexes are nested too deeply");
        }

        foreach (var child in document.Index?.Manifests ?? [])
        {
            await AddAsync(store, child, found, depth + 1, cancellationToken).ConfigureAwait(false);
        }
    }
}
