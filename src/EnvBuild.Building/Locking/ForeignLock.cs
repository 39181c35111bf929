using System.Globalization;
using EnvBuild.Conda;
using EnvBuild.Conda.Locks;
using EnvBuild.Definitions;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building.Locking;

/// <summary>
/// Locks of other tools: they know no fingerprint, so their packages are held against the definition.
/// </summary>
internal static class ForeignLock
{
    /// <summary>What of the definition the lock does not meet; <see langword="null"/> if it meets all.</summary>
    public static string? FindUnmet(Environment environment, CondaLock locked, string platform) =>
        FindAllUnmet(environment, locked, platform).FirstOrDefault() is { } unmet
            ? $"nothing in it for {platform} meets '{unmet.Text}'"
            : null;

    /// <summary>All that the definition asks for and the lock does not meet.</summary>
    public static IEnumerable<CondaRequirement> FindAllUnmet(Environment environment, CondaLock locked, string platform)
    {
        var records = RecordsOf(locked, platform);
        return environment.CondaPackages.Where(requirement =>
            !requirement.Spec.Name.StartsWith("__", StringComparison.Ordinal)
            && !records.Exists(record => Meets(requirement.Spec, record)));
    }

    /// <summary>The rest of a sentence: what the lock has of the name instead.</summary>
    public static string DescribeFound(CondaRequirement requirement, CondaLock locked, string platform)
    {
        var found = RecordsOf(locked, platform).Where(record => record.Name == requirement.Spec.Name)
            .Select(record => $"{record.Version.Text} {record.Build}")
            .ToList();
        return found.Count == 0 ? "" : $"; it has {requirement.Spec.Name} {string.Join(", ", found)}";
    }

    private static List<PackageRecord> RecordsOf(CondaLock locked, string platform) =>
    [
        .. locked.PackagesOf(platform)
            .Where(package => package.Manager == LockedPackage.CondaManager)
            .Select(ToRecord),
    ];

    // A lock tells the address of a package and not the name of its channel.
    private static bool Meets(MatchSpec spec, PackageRecord record) =>
        (spec with { Channel = null }).Matches(record);

    private static PackageRecord ToRecord(LockedPackage package)
    {
        var build = package.Dist?.Build ?? "";
        return new PackageRecord
        {
            Name = package.Name,
            Version = CondaVersion.Parse(package.Version),
            Build = build,
            BuildNumber = BuildNumberOf(build),
            Subdir = package.Subdir,
            FileName = package.FileName,
            Url = package.Url,
            ChannelName = package.ChannelUrl,
            Sha256 = package.Sha256,
            Md5 = package.Md5,
        };
    }

    // No lock of conda-lock has build numbers; by convention they are the last part of a build string that is a number
    // (h1234567_101_cp313), else the digits at its end, as rattler reads them.
    private static long BuildNumberOf(string build)
    {
        var digits = build.Split('_').LastOrDefault(part => part.Length > 0 && part.All(char.IsAsciiDigit))
            ?? build[(build.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1)..];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
