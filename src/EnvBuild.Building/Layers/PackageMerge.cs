using EnvBuild.Conda.Linking;

namespace EnvBuild.Building.Layers;

/// <summary>
/// The paths of several packages in one layer. Where two bring the same path the last by name stays, whatever the
/// environment: the layer must be the same in all of them, and the environment's own layer puts it right.
/// </summary>
internal static class PackageMerge
{
    public static IEnumerable<LinkedEntry> Merge(IEnumerable<LinkedPackage> packages)
    {
        var entries = new Dictionary<string, LinkedEntry>(StringComparer.Ordinal);
        foreach (var package in packages.OrderBy(package => package.Name, StringComparer.Ordinal))
        {
            foreach (var entry in package.Entries)
            {
                entries[entry.Path] = entry;
            }
        }

        return entries.Values;
    }
}
