namespace EnvBuild.Oci.Images;

/// <summary>An image that stands in a store.</summary>
/// <param name="Descriptor">Names its manifest, with the platform; the digest in it is the image digest.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Config">Its config.</param>
public sealed record AssembledImage(Descriptor Descriptor, ImageManifest Manifest, ImageConfig Config);
