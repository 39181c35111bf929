using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;
using EnvBuild.Workspaces;

namespace EnvBuild.Building.Images;

/// <summary>
/// What stands for all images of an environment: the manifest of the only one, or an index over several.
/// </summary>
internal static class EnvironmentManifest
{
    /// <exception cref="EnvBuildException">ENV5000: an image is not in the store.</exception>
    public static async Task<Descriptor> GetAsync(
        BlobStore store, IReadOnlyList<EnvironmentImage> images, CancellationToken cancellationToken)
    {
        Descriptor[] manifests = [.. images.Select(image => Of(store, image))];
        return manifests is [var only]
            ? only
            : await ImageAssembler.AssembleIndexAsync(store, manifests, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The manifest of one image.</summary>
    /// <exception cref="EnvBuildException">ENV5000: it is not in the store.</exception>
    public static Descriptor Of(BlobStore store, EnvironmentImage image)
    {
        var digest = Digest.Parse(image.Digest);
        return new Descriptor
        {
            MediaType = MediaTypes.ImageManifest,
            Digest = digest,
            Size = store.GetLength(digest) ?? throw DiagnosticCatalog.BlobMissing.Exception(null, store.Folder, digest),
            Platform = CondaPlatform.ToOci(image.Platform, null),
        };
    }
}
