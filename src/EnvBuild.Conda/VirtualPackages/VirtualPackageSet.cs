using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.VirtualPackages;

/// <summary>
/// The virtual packages of a target (CEP 30). They are those of the image, never of the machine that builds.
/// </summary>
public static class VirtualPackageSet
{
    private const string OverridePrefix = "CONDA_OVERRIDE_";

    /// <summary>
    /// The C library that is assumed where no base tells: that of the oldest Debian release that is supported.
    /// </summary>
    public const string AssumedGlibc = "2.36";

    private const string AssumedKernel = "5.10";
    private const string AssumedMacOS = "13.0";

    /// <summary>The virtual packages of a target.</summary>
    /// <param name="platform">Platform of conda: <c>linux-64</c>.</param>
    /// <param name="glibc">
    /// Version of the C library of the base image; <see langword="null"/> if it is not known.
    /// </param>
    /// <param name="requested">
    /// Virtual packages that the definition gives; each replaces the one of its name. <c>__cuda</c> is there only so.
    /// </param>
    /// <param name="overrides">
    /// Values of <c>CONDA_OVERRIDE_GLIBC</c> and its like, by their full names; an empty value removes the package.
    /// </param>
    /// <exception cref="EnvBuildException">A value is not a version (ENV3005).</exception>
    public static ImmutableArray<VirtualPackage> ForTarget(
        string platform,
        string? glibc = null,
        IEnumerable<VirtualPackage>? requested = null,
        IReadOnlyDictionary<string, string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var packages = new SortedDictionary<string, VirtualPackage>(StringComparer.Ordinal);
        foreach (var text in DefaultsOf(platform, glibc ?? AssumedGlibc))
        {
            Set(packages, VirtualPackage.Parse(text));
        }

        foreach (var (name, value) in overrides ?? ImmutableDictionary<string, string>.Empty)
        {
            if (name.StartsWith(OverridePrefix, StringComparison.Ordinal))
            {
                Override(packages, "__" + name[OverridePrefix.Length..].ToLowerInvariant(), value.Trim(), platform);
            }
        }

        foreach (var package in requested ?? [])
        {
            Set(packages, package);
        }

        return [.. packages.Values];
    }

    private static IEnumerable<string> DefaultsOf(string platform, string glibc)
    {
        var dash = platform.IndexOf('-', StringComparison.Ordinal);
        var (system, machine) = dash < 0 ? (platform, "") : (platform[..dash], platform[(dash + 1)..]);
        var architecture = (system, machine) switch
        {
            (_, "64") => "x86_64",
            (_, "32") => "x86",
            ("osx", "arm64") => "m1",
            _ => machine,
        };
        string[] ofSystem = system switch
        {
            "linux" => ["__unix", $"__linux={AssumedKernel}", $"__glibc={glibc}"],
            "osx" => ["__unix", $"__osx={AssumedMacOS}"],
            "win" => ["__win"],
            "freebsd" => ["__unix", "__freebsd"],
            _ => [],
        };
        return ofSystem.Length == 0 ? [] : [.. ofSystem, $"__archspec=1={architecture}"];
    }

    private static void Override(
        SortedDictionary<string, VirtualPackage> packages, string name, string value, string platform)
    {
        var isOfOtherSystem = name switch
        {
            "__glibc" or "__linux" => !platform.StartsWith("linux-", StringComparison.Ordinal),
            "__osx" => !platform.StartsWith("osx-", StringComparison.Ordinal),
            "__win" => !platform.StartsWith("win-", StringComparison.Ordinal),
            _ => false,
        };
        if (isOfOtherSystem)
        {
            return;
        }

        if (value.Length == 0)
        {
            packages.Remove(name);
            return;
        }

        Set(packages, VirtualPackage.Parse(name == "__archspec" ? $"{name}=1={value}" : $"{name}={value}"));
    }

    private static void Set(SortedDictionary<string, VirtualPackage> packages, VirtualPackage package) =>
        packages[package.Name] = package;
}
