namespace EnvBuild.Oci;

/// <summary>Media types of blobs (OCI image-spec, media-types.md; Docker image manifest v2, schema 2).</summary>
public static class MediaTypes
{
    /// <summary>OCI image manifest.</summary>
    public const string ImageManifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>OCI image index.</summary>
    public const string ImageIndex = "application/vnd.oci.image.index.v1+json";

    /// <summary>OCI image config.</summary>
    public const string ImageConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>Layer: plain tar.</summary>
    public const string LayerTar = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>Layer: tar in gzip, which every engine reads.</summary>
    public const string LayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>Layer: tar in zstd; not read by Docker before 23.</summary>
    public const string LayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>The two bytes <c>{}</c>.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>Docker image manifest.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>Docker manifest list.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>Docker image config.</summary>
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    /// <summary>Docker layer: tar in gzip.</summary>
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>Docker layer: plain tar.</summary>
    public const string DockerLayerTar = "application/vnd.docker.image.rootfs.diff.tar";

    /// <summary>Whether a blob of this type is a manifest of one image or artifact.</summary>
    /// <param name="mediaType">Media type.</param>
    public static bool IsManifest(string? mediaType) => mediaType is ImageManifest or DockerManifest;

    /// <summary>Whether a blob of this type lists manifests.</summary>
    /// <param name="mediaType">Media type.</param>
    public static bool IsIndex(string? mediaType) => mediaType is ImageIndex or DockerManifestList;

    /// <summary>
    /// The OCI type of a layer with the same bytes; <see langword="null"/> if it is no layer that can be used.
    /// </summary>
    /// <param name="mediaType">Media type of OCI or Docker.</param>
    public static string? ToOciLayer(string? mediaType) => mediaType switch
    {
        LayerTar or DockerLayerTar => LayerTar,
        LayerGzip or DockerLayerGzip => LayerGzip,
        LayerZstd => LayerZstd,
        _ => null,
    };
}
