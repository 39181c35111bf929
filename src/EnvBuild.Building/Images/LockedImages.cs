using System.Collections.Immutable;
using EnvBuild.Building.Layers;
using EnvBuild.Building.Locking;
using EnvBuild.Building.Pip;
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
        var sizes = LockMetadata.ParseSizes(metadata.GetValueOrDefault(LockMetadata.Sizes(platform)));
        var packages = InstallationOrder.Sort(
            locked.PackagesOf(platform).Where(package => package.Manager == LockedPackage.CondaManager));
        var python = packages.FirstOrDefault(package => package.Name == "python");
        return new LockedImage(
            [
                .. packages.Select(package => LockedPackages.ToLink(
                    package, places.UrlOf(package), sizes.GetValueOrDefault(package.FileName))),
                .. WheelsOf(locked, platform, target, settings, sizes),
            ],
            metadata.GetValueOrDefault(LockMetadata.Base(platform)),
            python is null
                ? null
                : PythonLayout.Of(python.Version, metadata.GetValueOrDefault(LockMetadata.SitePackages(platform))));
    }

    private static IEnumerable<IPackageToLink> WheelsOf(
        CondaLock locked,
        string platform,
        LockTarget target,
        BuildSettings settings,
        ImmutableDictionary<string, long> sizes)
    {
        var wheels = locked.PackagesOf(platform).Where(package => package.Manager == LockedPackage.PipManager)
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .DistinctBy(package => package.Name, StringComparer.Ordinal)
            .ToList();
        if (wheels.Count == 0)
        {
            return [];
        }

        if (locked.PackagesOf(platform).All(package => package.Name != "python"))
        {
            throw DiagnosticCatalog.PipNeedsPython.Exception(new SourceLocation(target.LockPath));
        }

        var places = new WheelPlaces(target, settings);
        var direct = locked.CustomMetadata.GetValueOrDefault(LockMetadata.DirectUrls(platform), "").Split(' ');
        return wheels.Select(wheel => places.ToInstall(
            wheel, direct.Contains(wheel.Name), sizes.GetValueOrDefault(wheel.FileName)));
    }
}
