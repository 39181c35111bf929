using EnvBuild.Oci.Json;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>
/// What a store remembers of where blobs are in registries: the layers of a base image are only named, and are fetched
/// when something needs their bytes.
/// </summary>
public static class BlobOrigins
{
    private const string Collection = "origins";
    private const int Most = 8;

    /// <summary>Repositories that have a blob, the latest first.</summary>
    /// <param name="store">The store.</param>
    /// <param name="digest">Digest of the blob.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<BlobOrigin>> ReadAsync(
        BlobStore store, Digest digest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var json = await store.ReadDocumentAsync(Collection, digest.ToString(), cancellationToken).ConfigureAwait(false);
        return json is not null
            && OciJson.TryParse(json, OciJsonContext.Default.ListBlobOrigin, out var origins, out _)
            && origins.TrueForAll(origin => origin is { Host: not null, Repository: not null })
            ? origins
            : [];
    }

    /// <summary>Remembers that a repository has a blob.</summary>
    /// <param name="store">The store.</param>
    /// <param name="digest">Digest of the blob.</param>
    /// <param name="origin">The repository.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task AddAsync(
        BlobStore store, Digest digest, BlobOrigin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var known = await ReadAsync(store, digest, cancellationToken).ConfigureAwait(false);
        if (known.Count > 0 && known[0] == origin)
        {
            return;
        }

        List<BlobOrigin> origins = [origin, .. known.Where(other => other != origin).Take(Most - 1)];
        await store.WriteDocumentAsync(
            Collection,
            digest.ToString(),
            OciJson.Serialize(origins, OciJson.Frozen.ListBlobOrigin),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a blob that is not in the store can be fetched.</summary>
    internal static async Task<bool> IsKnownAsync(
        BlobStore store, Digest digest, CancellationToken cancellationToken) =>
        (await ReadAsync(store, digest, cancellationToken).ConfigureAwait(false)).Count > 0;
}
