using EnvBuild.Building.Images;
using EnvBuild.Building.Locking;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Storage;
using BaseKind = EnvBuild.Definitions.BaseKind;
using BaseReference = EnvBuild.Definitions.BaseReference;

namespace EnvBuild.Building.Bases;

/// <summary>
/// Finds what stands behind <c>image:</c>. Of an image in a registry, manifest and config come into the store; its
/// layers stay where they are.
/// </summary>
internal sealed class BaseFinder(BlobStore store, MachineConnections connections)
{
    /// <summary>The image, as it is now.</summary>
    /// <param name="target">The definition.</param>
    /// <param name="platform">Conda subdir.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The image; <see langword="null"/> where a Dockerfile makes it.</returns>
    public Task<BaseImage?> FindAsync(LockTarget target, string platform, CancellationToken cancellationToken) =>
        FindAsync(target, platform, null, cancellationToken);

    /// <summary>The image, as it was when it was locked, as far as it can still be had.</summary>
    /// <param name="target">The definition.</param>
    /// <param name="platform">Conda subdir.</param>
    /// <param name="locked">Digest in the lock; <see langword="null"/> for the image as it is now.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<BaseImage?> FindAsync(
        LockTarget target, string platform, string? locked, CancellationToken cancellationToken)
    {
        var reference = target.Environment.Base;
        return Places.AtBaseAsync<BaseImage?>(target.Environment, async () => reference.Kind switch
        {
            BaseKind.Dockerfile => null,
            BaseKind.Registry => await FindInRegistryAsync(reference, platform, locked, cancellationToken)
                .ConfigureAwait(false),
            _ => await BaseImage.OpenAsync(
                BaseReferences.ToOci(reference),
                CondaPlatform.ToOci(platform, reference.Location),
                store,
                cancellationToken).ConfigureAwait(false),
        });
    }

    /// <summary>Digest of the image as it is now, without copying layers.</summary>
    /// <param name="target">The definition.</param>
    /// <param name="platform">Conda subdir.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The digest; <see langword="null"/> for scratch and where a Dockerfile makes the image.</returns>
    public async Task<string?> IdentifyAsync(
        LockTarget target, string platform, CancellationToken cancellationToken)
    {
        var reference = target.Environment.Base;
        if (!reference.IsLocal)
        {
            var found = await FindAsync(target, platform, cancellationToken).ConfigureAwait(false);
            return found?.Digest?.ToString();
        }

        var digest = await Places.AtBaseAsync(target.Environment, () => BaseImage.IdentifyAsync(
            BaseReferences.ToOci(reference),
            CondaPlatform.ToOci(platform, reference.Location),
            store,
            cancellationToken)).ConfigureAwait(false);
        return digest?.ToString();
    }

    private async Task<BaseImage> FindInRegistryAsync(
        BaseReference reference, string platform, string? locked, CancellationToken cancellationToken)
    {
        var name = RegistryReference.Parse(reference.Canonical);
        if (locked is not null && Digest.TryParse(locked, out var digest))
        {
            if (await BaseImage.FindAsync(store, digest, cancellationToken).ConfigureAwait(false) is { } known)
            {
                return known;
            }

            name = name with { Tag = null, Digest = digest };
        }

        var registries = await connections.OpenRegistriesAsync(cancellationToken).ConfigureAwait(false);
        return await registries.FindBaseAsync(store, name, platform, cancellationToken).ConfigureAwait(false);
    }
}
