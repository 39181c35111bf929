using System.Collections.Immutable;
using EnvBuild.Building.Layers;
using EnvBuild.Conda;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Locking;

/// <summary>Packages on their way into a lock and out of it.</summary>
internal static class LockedPackages
{
    /// <summary>
    /// A chosen package as the lock keeps it; channels that are relative paths keep relative addresses.
    /// </summary>
    public static LockedPackage From(PackageRecord record, string platform, ImmutableArray<Channel> channels)
    {
        var relative = channels.FirstOrDefault(channel => channel.IsRelativePath && record.ChannelName == channel.Name);
        return new LockedPackage
        {
            Name = record.Name,
            Version = record.Version.Text,
            Manager = LockedPackage.CondaManager,
            Platform = platform,
            Dependencies = LockDependencies.Of(record.Depends),
            Url = relative is null ? record.Url : $"{relative.Text}/{record.Subdir}/{record.FileName}",
            Md5 = record.Md5,
            Sha256 = record.Sha256,
        };
    }

    /// <summary>A locked package with its place on this machine.</summary>
    /// <param name="package">A conda package.</param>
    /// <param name="url">Where the archive is fetched; may hold credentials.</param>
    /// <param name="size">Size of the archive in bytes; 0 if unknown.</param>
    /// <exception cref="EnvBuildException">ENV3051: the lock has no SHA-256 for it.</exception>
    public static PackageToLink ToLink(LockedPackage package, string url, long size)
    {
        var sha256 = package.Sha256 ?? throw DiagnosticCatalog.LockedPackageUnverifiable.Exception(null, package.FileName);
        return new PackageToLink(
            package.Name,
            package.Version,
            new PackageSource(url, package.FileName, sha256, package.Md5, size > 0 ? size : null),
            package.Url,
            package.ChannelUrl,
            sha256,
            package.Subdir,
            size);
    }
}
