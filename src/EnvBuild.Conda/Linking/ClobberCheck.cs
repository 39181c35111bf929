using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Linking;

/// <summary>
/// Finds paths that several packages bring. As with rattler and conda, the package that is installed last wins: one
/// that depends on another comes after it. The entries of the packages stay as they are; whoever writes layers leaves
/// the losers' out, or writes the winner's once more above them.
/// </summary>
public static class ClobberCheck
{
    /// <summary>Compares all packages of an environment.</summary>
    /// <param name="packages">In the order of installation, dependencies first.</param>
    public static ClobberReport Find(IReadOnlyList<PackageContents> packages)
    {
        ArgumentNullException.ThrowIfNull(packages);
        var owners = new Dictionary<string, (LinkedPath Path, string Package)>(StringComparer.Ordinal);
        var shared = new SortedDictionary<string, List<(LinkedPath Path, string Package)>>(Utf8PathComparer.Instance);
        foreach (var package in packages)
        {
            foreach (var path in package.Paths)
            {
                var owner = (path, package.Stem);
                if (!owners.TryAdd(path.Path, owner))
                {
                    Share(shared, owners[path.Path], owner);
                    owners[path.Path] = owner;
                }
            }
        }

        var clobbered = shared
            .Where(pair => pair.Value.Exists(other => other.Path != pair.Value[0].Path))
            .Select(pair => new ClobberedPath(
                pair.Key, pair.Value[^1].Package, [.. pair.Value.SkipLast(1).Select(owner => owner.Package)]))
            .ToImmutableArray();
        return new ClobberReport(clobbered, [.. clobbered.Select(Warn), .. FindConflicts(packages, owners)]);
    }

    private static void Share(
        SortedDictionary<string, List<(LinkedPath Path, string Package)>> shared,
        (LinkedPath Path, string Package) first,
        (LinkedPath Path, string Package) next)
    {
        if (!shared.TryGetValue(next.Path.Path, out var all))
        {
            shared.Add(next.Path.Path, all = [first]);
        }

        all.Add(next);
    }

    private static Diagnostic Warn(ClobberedPath path) => DiagnosticCatalog.PathClobbered.At(
        null, path.Path, string.Join(", ", [.. path.Losers, path.Winner]), path.Winner);

    private static IEnumerable<Diagnostic> FindConflicts(
        IReadOnlyList<PackageContents> packages,
        Dictionary<string, (LinkedPath Path, string Package)> owners)
    {
        var told = new HashSet<(string, string)>();
        foreach (var package in packages)
        {
            foreach (var path in package.Paths)
            {
                if (FindObstacle(path.Path, owners) is { } obstacle
                    && told.Add((package.Stem, obstacle.Path.Path)))
                {
                    var kind = obstacle.Path.Kind == LinkedEntryKind.SymbolicLink ? "symbolic link" : "file";
                    yield return DiagnosticCatalog.PathConflict.At(
                        null, obstacle.Path.Path, kind, obstacle.Package, package.Stem, path.Path);
                }
            }
        }
    }

    private static (LinkedPath Path, string Package)? FindObstacle(
        string path,
        Dictionary<string, (LinkedPath Path, string Package)> owners)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (owners.TryGetValue(path[..end], out var owner) && owner.Path.Kind != LinkedEntryKind.Directory)
            {
                return owner;
            }
        }

        return null;
    }
}
