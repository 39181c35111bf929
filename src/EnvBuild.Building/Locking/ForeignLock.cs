using EnvBuild.Conda;
using EnvBuild.Conda.Locks;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building.Locking;

/// <summary>
/// Locks of other tools: they know no fingerprint, so their packages are held against the definition.
/// </summary>
internal static class ForeignLock
{
    /// <summary>What of the definition the lock does not meet; <see langword="null"/> if it meets all.</summary>
    public static string? FindUnmet(Environment environment, CondaLock locked, string platform)
    {
        var records = locked.PackagesOf(platform).Where(package => package.Manager == "conda").Select(ToRecord)
            .ToList();
        var unmet = environment.CondaPackages.FirstOrDefault(requirement =>
            !requirement.Spec.Name.StartsWith("__", StringComparison.Ordinal)
            && !records.Exists(record => Meets(requirement.Spec, record)));
        return unmet is null ? null : $"nothing in it for {platform} meets '{unmet.Text}'";
    }

    // A lock tells the address of a package and not the name of its channel.
    private static bool Meets(MatchSpec spec, PackageRecord record) =>
        (spec with { Channel = null }).Matches(record);

    private static PackageRecord ToRecord(LockedPackage package)
    {
        return new PackageRecord
        {
            Name = package.Name,
            Version = CondaVersion.Parse(package.Version),
            Build = package.Dist?.Build ?? "",
            Subdir = package.Subdir,
            FileName = package.FileName,
            Url = package.Url,
            ChannelName = package.ChannelUrl,
            Sha256 = package.Sha256,
            Md5 = package.Md5,
        };
    }
}
