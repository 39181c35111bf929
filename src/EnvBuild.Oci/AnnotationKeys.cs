namespace EnvBuild.Oci;

/// <summary>Keys of annotations (OCI image-spec, annotations.md) and of containerd.</summary>
public static class AnnotationKeys
{
    /// <summary>Name of a reference; only on descriptors of a layout's <c>index.json</c>.</summary>
    public const string RefName = "org.opencontainers.image.ref.name";

    /// <summary>Full name that containerd gives to an image that it imports.</summary>
    public const string ContainerdImageName = "io.containerd.image.name";
}
