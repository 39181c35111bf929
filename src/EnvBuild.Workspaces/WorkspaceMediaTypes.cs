namespace EnvBuild.Workspaces;

/// <summary>
/// Media types of what a workspace keeps as OCI artifacts (OCI image-spec, manifest.md, guidelines for artifact usage).
/// </summary>
public static class WorkspaceMediaTypes
{
    /// <summary>Artifact of an environment version.</summary>
    public const string Environment = "application/vnd.envbuild.environment.v1";

    /// <summary>Config of that artifact: the build record.</summary>
    public const string BuildRecord = "application/vnd.envbuild.environment.config.v1+json";

    /// <summary>The definition as the user wrote it.</summary>
    public const string Definition = "application/vnd.envbuild.definition.v1+yaml";

    /// <summary>Artifact of a lock that belongs to a fingerprint.</summary>
    public const string LockArtifact = "application/vnd.envbuild.lock.v1";

    /// <summary>A conda-lock v1 file.</summary>
    public const string Lock = "application/vnd.envbuild.conda-lock.v1+yaml";
}
