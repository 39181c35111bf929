using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>
/// An image of a registry for one platform. Manifest and config are in the store; where its layers are, the store knows.
/// </summary>
/// <param name="Reference">What it was asked for by.</param>
/// <param name="Descriptor">Its manifest.</param>
/// <param name="Manifest">Content of the manifest.</param>
/// <param name="Config">Its config.</param>
public sealed record PulledImage(
    RegistryReference Reference, Descriptor Descriptor, ImageManifest Manifest, ImageConfig Config)
{
    /// <summary>The image as something to build on.</summary>
    /// <exception cref="EnvBuildException">ENV4516: it has layers of an unknown kind.</exception>
    public BaseImage ToBase()
    {
        if (Config.Rootfs.DiffIds.Count != Manifest.Layers.Count)
        {
            throw DiagnosticCatalog.BaseDamaged.Exception(
                null, Reference, "manifest and config do not name the same number of layers");
        }

        return new BaseImage(Descriptor.Digest, Config, [.. Manifest.Layers.Zip(Config.Rootfs.DiffIds, ToLayer)]);
    }

    private Layer ToLayer(Descriptor layer, Digest diffId) => new(
        diffId,
        layer.Digest,
        layer.Size,
        MediaTypes.ToOciLayer(layer.MediaType) ?? throw DiagnosticCatalog.BaseUnsupported.Exception(
            null, Reference, $"it has a layer of type '{layer.MediaType}'"),
        0);
}
