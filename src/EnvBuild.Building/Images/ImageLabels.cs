namespace EnvBuild.Building.Images;

/// <summary>Keys of labels (OCI image-spec, annotations.md; the others are ours).</summary>
internal static class ImageLabels
{
    public const string Title = "org.opencontainers.image.title";
    public const string Version = "org.opencontainers.image.version";
    public const string Description = "org.opencontainers.image.description";
    public const string BaseName = "org.opencontainers.image.base.name";
    public const string BaseDigest = "org.opencontainers.image.base.digest";
    public const string Fingerprint = "dev.envbuild.fingerprint";
    public const string Lock = "dev.envbuild.lock";
    public const string Platform = "dev.envbuild.platform";

    /// <summary><c>skipped</c> where scripts of packages were left out.</summary>
    public const string PostLinkScripts = "dev.envbuild.post-link-scripts";
}
