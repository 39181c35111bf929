using System.Collections.Immutable;

namespace EnvBuild.Conda.Locks;

/// <summary>The order in which packages are installed.</summary>
public static class InstallationOrder
{
    /// <summary>
    /// Dependencies before what needs them; what nothing orders goes by name, and each name stands once.
    /// </summary>
    /// <param name="packages">Packages of one platform.</param>
    public static ImmutableArray<LockedPackage> Sort(IEnumerable<LockedPackage> packages)
    {
        var byName = packages.OrderBy(package => package.Name, StringComparer.Ordinal)
            .DistinctBy(package => package.Name, StringComparer.Ordinal)
            .ToDictionary(package => package.Name, StringComparer.Ordinal);
        var ordered = ImmutableArray.CreateBuilder<LockedPackage>(byName.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // Not by recursion: a lock may hold a chain that is longer than the stack.
        var open = new Stack<(LockedPackage Package, Queue<string> Needed)>();
        foreach (var name in byName.Keys)
        {
            Open(name);
            while (open.TryPeek(out var top))
            {
                if (top.Needed.TryDequeue(out var needed))
                {
                    Open(needed);
                }
                else
                {
                    ordered.Add(open.Pop().Package);
                }
            }
        }

        return ordered.ToImmutable();

        void Open(string name)
        {
            if (byName.TryGetValue(name, out var package) && seen.Add(name))
            {
                open.Push((package, new Queue<string>(package.Dependencies.Keys.Order(StringComparer.Ordinal))));
            }
        }
    }
}
