using System.Collections.Immutable;

namespace EnvBuild.Docker.Containers;

/// <summary>Paths that differ between a container and its image.</summary>
/// <param name="Written">Paths that were added or changed, without <c>/</c> in front; of an added folder that path
/// alone, since all in it is new.</param>
/// <param name="Removed">Paths that are gone; of a folder that path alone.</param>
internal sealed record ContainerChanges(ImmutableArray<string> Written, ImmutableArray<string> Removed)
{
    // What the engine itself makes in every container.
    private static readonly string[] Engine =
    [
        "dev", "proc", "sys", ".dockerenv", "run/.containerenv", "etc/hosts", "etc/hostname", "etc/resolv.conf", "etc/mtab",
        "run/secrets",
    ];

    /// <summary>Sorts what the engine says.</summary>
    /// <param name="changes">Paths with <c>/</c> in front, and kinds: 0 changed, 1 added, 2 removed.</param>
    public static ContainerChanges Of(IEnumerable<(string Path, int Kind)> changes)
    {
        (string Path, int Kind)[] sorted =
        [
            .. changes
                .Select(change => (Path: change.Path.Trim('/'), change.Kind))
                .Where(change => change.Path.Length > 0 && !Array.Exists(Engine, path => IsIn(change.Path, path)))
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ];

        // A folder counts as changed when something in it did; that alone is no reason to write it.
        var parents = sorted.Select(change => ParentOf(change.Path)).ToHashSet(StringComparer.Ordinal);
        return new ContainerChanges(
            Outermost(sorted.Where(change => change.Kind == 1).Select(change => change.Path))
                .Concat(sorted
                    .Where(change => change.Kind == 0 && !parents.Contains(change.Path))
                    .Select(change => change.Path))
                .Order(StringComparer.Ordinal)
                .ToImmutableArray(),
            [.. Outermost(sorted.Where(change => change.Kind == 2).Select(change => change.Path))]);
    }

    /// <summary>Folder of a path; empty for the root.</summary>
    public static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || path[folder.Length] == '/');

    private static IEnumerable<string> Outermost(IEnumerable<string> paths)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var parent = ParentOf(path);
            while (parent.Length > 0 && !kept.Contains(parent))
            {
                parent = ParentOf(parent);
            }

            if (parent.Length == 0)
            {
                kept.Add(path);
                yield return path;
            }
        }
    }
}
