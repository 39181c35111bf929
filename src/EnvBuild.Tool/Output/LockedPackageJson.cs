using EnvBuild.Conda.Locks;

namespace EnvBuild.Tool.Output;

/// <summary>A package of a lock.</summary>
internal sealed record LockedPackageJson(
    string Name,
    string Version,
    string Build,
    string Manager,
    string Platform,
    string Url,
    string? Sha256)
{
    public static LockedPackageJson From(LockedPackage package) => new(
        package.Name,
        package.Version,
        package.Dist?.Build ?? "",
        package.Manager,
        package.Platform,
        package.Url,
        package.Sha256);
}
