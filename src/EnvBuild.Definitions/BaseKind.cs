namespace EnvBuild.Definitions;

/// <summary>Where the base of an image comes from.</summary>
public enum BaseKind
{
    /// <summary>Nothing below the packages: <c>scratch</c>, or no base named.</summary>
    Scratch,

    /// <summary>A folder in the OCI image layout: <c>oci:path[:tag]</c>.</summary>
    OciLayout,

    /// <summary>A tar file of an OCI image layout: <c>oci-archive:path[:tag]</c>.</summary>
    OciArchive,

    /// <summary>A tar file of <c>docker save</c>: <c>docker-archive:path[:reference]</c>.</summary>
    DockerArchive,

    /// <summary>An image in a registry, by a Docker reference such as <c>python:3.12-slim</c>.</summary>
    Registry,

    /// <summary>The image that the Dockerfile of <see cref="Environment.Build"/> makes.</summary>
    Dockerfile,

    /// <summary>A text with a placeholder that nobody has filled in yet.</summary>
    Placeholder,
}
