using System.Globalization;
using EnvBuild.Building.Layers;
using EnvBuild.Conda.Linking;

namespace EnvBuild.Building.Scripts;

/// <summary>A script that a package wants to run when it is installed (conda-build, "Link scripts").</summary>
/// <param name="Package">Name of the package.</param>
/// <param name="Version">Its version.</param>
/// <param name="BuildNumber">Its build number.</param>
/// <param name="Path">Path of the script relative to the prefix.</param>
internal sealed record PostLinkScript(string Package, string Version, int BuildNumber, string Path)
{
    /// <summary>The script of a package; <see langword="null"/> if it has none.</summary>
    public static PostLinkScript? Find(PackageToLink package, PackageContents contents)
    {
        var path = $"bin/.{package.Name}-post-link.sh";
        return contents.Paths.Any(linked => linked.Path == path)
            ? new PostLinkScript(package.Name, package.Version, BuildNumberOf(package.Stem), path)
            : null;
    }

    // The build string ends in the number, by convention: py311h1234_0.
    private static int BuildNumberOf(string stem)
    {
        var text = stem[(stem.LastIndexOfAny(['-', '_']) + 1)..];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
