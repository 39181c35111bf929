using EnvBuild.Oci.Layers;

namespace EnvBuild.Building.Layers;

/// <summary>
/// The paths of several packages in one layer. Where two bring the same path the last by id stays, whatever the
/// environment: the layer must be the same in all of them, and the environment's own layer puts it right.
/// </summary>
internal static class PackageMerge
{
    public static IEnumerable<LayerEntry> Merge(IEnumerable<OpenPackage> packages)
    {
        var entries = new Dictionary<string, LayerEntry>(StringComparer.Ordinal);
        foreach (var package in packages.OrderBy(package => package.Id, StringComparer.Ordinal))
        {
            foreach (var (path, entry) in package.Entries)
            {
                entries[path] = entry;
            }
        }

        return entries.Values;
    }
}
