namespace EnvBuild.Building.Images;

/// <summary>Where things stand in every image.</summary>
internal static class ImageLayout
{
    /// <summary>
    /// Prefix of the environment: the same in every image, so that a package's layer is the same blob wherever it is
    /// used.
    /// </summary>
    public const string Prefix = "/opt/env";

    /// <summary>Raised when the same lock gives another image; part of the lock id.</summary>
    public const int Version = 1;
}
