namespace EnvBuild.Oci.Bases;

/// <summary>Where a base image comes from.</summary>
public enum BaseKind
{
    /// <summary>Nothing at all.</summary>
    Scratch,

    /// <summary>A folder that is an OCI image layout.</summary>
    OciLayout,

    /// <summary>A tar of an OCI image layout.</summary>
    OciArchive,

    /// <summary>A tar as <c>docker save</c> writes it, old or new.</summary>
    DockerArchive,
}
