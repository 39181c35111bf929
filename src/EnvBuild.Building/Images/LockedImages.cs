using EnvBuild.Building.Locking;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Images;

/// <summary>Takes out of a lock what one image needs.</summary>
internal static class LockedImages
{
    public static LockedImage For(CondaLock locked, string platform, LockTarget target, BuildSettings settings)
    {
        var places = new PackagePlaces(target, settings);
        var metadata = locked.CustomMetadata;
        var pip = locked.PackagesOf(platform).Where(package => package.Manager == LockedPackage.PipManager)
            .Select(package => package.Name).ToList();
        if (pip.Count > 0)
        {
            throw DiagnosticCatalog.LockedPipPackages.Exception(
                new SourceLocation(target.LockPath), platform, string.Join(", ", pip.Take(5)));
        }

        var sizes = LockMetadata.ParseSizes(metadata.GetValueOrDefault(LockMetadata.Sizes(platform)));
        var packages = InstallationOrder.Sort(
            locked.PackagesOf(platform).Where(package => package.Manager == LockedPackage.CondaManager));
        var python = packages.FirstOrDefault(package => package.Name == "python");
        return new LockedImage(
            [.. packages.Select(package => LockedPackages.ToLink(package, places.UrlOf(package), sizes.GetValueOrDefault(package.FileName)))],
            metadata.GetValueOrDefault(LockMetadata.Base(platform)),
            python is null
                ? null
                : PythonLayout.Of(python.Version, metadata.GetValueOrDefault(LockMetadata.SitePackages(platform))));
    }
}
