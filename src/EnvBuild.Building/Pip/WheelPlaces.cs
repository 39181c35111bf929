using EnvBuild.Building.Layers;
using EnvBuild.Building.Locking;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;
using EnvBuild.Python.Tags;

namespace EnvBuild.Building.Pip;

/// <summary>
/// Where locked wheels are fetched: relative paths start at the definition's folder, and the credentials that an address of the
/// definition holds, and no lock, are put back.
/// </summary>
internal sealed class WheelPlaces
{
    private readonly string _folder;
    private readonly PipCredentials _credentials;

    public WheelPlaces(LockTarget target, BuildSettings settings)
    {
        _folder = target.Folder;
        _credentials = new PipWishReader(settings.Machine).ReadCredentials(target.Environment.Pip);
    }

    /// <summary>A locked wheel with its place on this machine.</summary>
    /// <param name="package">A pip package of the lock.</param>
    /// <param name="isDirect">Whether the definition gives its address.</param>
    /// <param name="size">Its size in bytes; 0 if unknown.</param>
    /// <exception cref="EnvBuildException">ENV3051, ENV3185: it cannot be verified, or is no wheel.</exception>
    public WheelToInstall ToInstall(LockedPackage package, bool isDirect, long size)
    {
        if (!package.FileName.EndsWith(WheelFileName.Extension, StringComparison.Ordinal))
        {
            throw DiagnosticCatalog.PipNeedsBuild.Exception(null, package.FileName, "the lock has no wheel for it");
        }

        var sha256 = package.Sha256 ?? throw DiagnosticCatalog.LockedPackageUnverifiable.Exception(null, package.FileName);
        var url = package.Url.Contains("://", StringComparison.Ordinal)
            ? _credentials.Add(package.Url)
            : Path.GetFullPath(package.Url, _folder);
        return new WheelToInstall(
            package.Name,
            package.Version,
            new PackageSource(url, package.FileName, sha256, package.Md5, size > 0 ? size : null),
            sha256,
            isDirect ? package.Url : null,
            size);
    }
}
