using System.Collections.Immutable;

namespace EnvBuild.Docker.Containers;

/// <summary>Paths that differ between a container and its image.</summary>
/// <param name="Added">Paths that are new, without <c>/</c> in front; of a folder that path alone, since all in it is
/// new.</param>
/// <param name="Changed">Paths whose content or mode changed; of a folder nothing that is in it is meant.</param>
/// <param name="Removed">Paths that are gone; of a folder that path alone.</param>
internal sealed record ContainerChanges(
    ImmutableArray<string> Added, ImmutableArray<string> Changed, ImmutableArray<string> Removed)
{
    // What the engine itself makes in every container, with the folders that it makes for that.
    private static readonly string[] Engine =
    [
        "dev", "proc", "sys", ".dockerenv", "run/.containerenv", "etc/hosts", "etc/hostname", "etc/resolv.conf", "etc/mtab",
        "run/secrets",
    ];

    private static readonly string[] EngineFolders = ["etc", "run"];

    /// <summary>Sorts what the engine says.</summary>
    /// <param name="changes">Paths with <c>/</c> in front, and kinds: 0 changed, 1 added, 2 removed.</param>
    public static ContainerChanges Of(IEnumerable<(string Path, int Kind)> changes)
    {
        (string Path, int Kind)[] sorted =
        [
            .. changes
                .Select(change => (Path: change.Path.Trim('/'), change.Kind))
                .Where(change => change.Path.Length > 0 && !IsOfEngine(change.Path))
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ];

        // A folder counts as changed when something in it did; that alone is no reason to write it.
        var parents = sorted.Select(change => ParentOf(change.Path)).ToHashSet(StringComparer.Ordinal);
        return new ContainerChanges(
            [.. Outermost(sorted.Where(change => change.Kind == 1).Select(change => change.Path))],
            [
                .. sorted
                    .Where(change => change.Kind == 0 && !parents.Contains(change.Path))
                    .Select(change => change.Path),
            ],
            [.. Outermost(sorted.Where(change => change.Kind == 2).Select(change => change.Path))]);
    }

    /// <summary>Whether the engine itself makes what is at a path, in every container.</summary>
    public static bool IsOfEngine(string path) => Array.Exists(Engine, made => IsIn(path, made));

    /// <summary>Whether a folder may have been made for what the engine makes, and for nothing else.</summary>
    public static bool MayBeOfEngine(string folder) => Array.IndexOf(EngineFolders, folder) >= 0;

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
