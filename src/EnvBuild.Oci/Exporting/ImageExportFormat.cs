namespace EnvBuild.Oci.Exporting;

/// <summary>Forms in which images leave a store.</summary>
public enum ImageExportFormat
{
    /// <summary>
    /// A tar that is an OCI layout and what <c>docker save</c> writes, both at once: Docker from 20.10, containerd and
    /// podman load it and name the image.
    /// </summary>
    DockerArchive,

    /// <summary>
    /// A tar of an OCI layout: containerd, podman and skopeo read it, Docker's classic store does not.
    /// </summary>
    OciArchive,

    /// <summary>A folder that is an OCI layout.</summary>
    OciLayout,
}
