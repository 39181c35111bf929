using EnvBuild.Oci;
using EnvBuild.Oci.Images;

namespace EnvBuild.Workspaces;

public sealed partial class Workspace
{
    private const string LockPrefix = "locks/";

    /// <summary>The lock that belongs to a fingerprint.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Text of a conda-lock v1 file, or <see langword="null"/>.</returns>
    public async Task<byte[]?> FindLockAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var target = await store.GetReferenceAsync(LockPrefix + fingerprint, cancellationToken).ConfigureAwait(false);
        if (target is null || !await store.IsCompleteAsync(target.Digest, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var json = await store.ReadAllBytesAsync(target.Digest, cancellationToken).ConfigureAwait(false);
        var manifest = ManifestDocument.Parse(json, target.Digest.ToString()).Manifest;
        var layer = manifest?.Layers.FirstOrDefault(layer => layer.MediaType == WorkspaceMediaTypes.Lock);
        return layer is null ? null : await store.ReadAllBytesAsync(layer.Digest, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Lets a lock belong to a fingerprint from now on.</summary>
    /// <param name="fingerprint">64 hexadecimal digits.</param>
    /// <param name="text">Text of a conda-lock v1 file.</param>
    /// <param name="cancellationToken">Stops it; the former lock stays.</param>
    public async Task SaveLockAsync(string fingerprint, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        var empty = await store.WriteAsync("{}"u8.ToArray(), MediaTypes.Empty, cancellationToken).ConfigureAwait(false);
        var manifest = new ImageManifest
        {
            ArtifactType = WorkspaceMediaTypes.LockArtifact,
            Config = empty,
            Layers = [await store.WriteAsync(text, WorkspaceMediaTypes.Lock, cancellationToken).ConfigureAwait(false)],
        };
        var target = await store.WriteAsync(manifest.ToJson(), MediaTypes.ImageManifest, cancellationToken)
            .ConfigureAwait(false);
        await store.SetReferenceAsync(LockPrefix + fingerprint, target, cancellationToken).ConfigureAwait(false);
    }
}
