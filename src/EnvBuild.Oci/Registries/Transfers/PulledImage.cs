using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;

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
    /// <exception cref="EnvBuildException">ENV4515, ENV4516: nothing can be built on it.</exception>
    public BaseImage ToBase() => BaseImage.Create(Reference, Descriptor.Digest, Manifest, Config);
}
