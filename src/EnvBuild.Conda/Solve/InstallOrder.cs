using System.Buffers;
using System.Collections.Immutable;

namespace EnvBuild.Conda.Solve;

/// <summary>Puts packages behind what they depend on; names decide where dependencies do not.</summary>
internal static class InstallOrder
{
    private static readonly SearchValues<char> EndsOfName = SearchValues.Create(" =<>!~[(");

    internal static ImmutableArray<PackageRecord> Sort(ImmutableArray<PackageRecord> records)
    {
        var byName = records.ToDictionary(record => record.Name, StringComparer.Ordinal);
        var sorted = ImmutableArray.CreateBuilder<PackageRecord>(records.Length);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in byName.Keys.Order(StringComparer.Ordinal))
        {
            Visit(name, byName, visited, sorted);
        }

        return sorted.DrainToImmutable();
    }

    private static void Visit(
        string start,
        Dictionary<string, PackageRecord> byName,
        HashSet<string> visited,
        ImmutableArray<PackageRecord>.Builder sorted)
    {
        // An explicit stack: chains of dependencies can be as long as a hostile channel likes.
        var stack = new Stack<(string Name, bool IsDone)>();
        stack.Push((start, false));
        while (stack.TryPop(out var item))
        {
            if (item.IsDone)
            {
                sorted.Add(byName[item.Name]);
            }
            else if (visited.Add(item.Name))
            {
                stack.Push((item.Name, true));
                foreach (var next in DependenciesOf(byName[item.Name], byName).Reverse())
                {
                    if (!visited.Contains(next))
                    {
                        stack.Push((next, false));
                    }
                }
            }
        }
    }

    private static IEnumerable<string> DependenciesOf(PackageRecord record, Dictionary<string, PackageRecord> byName)
    {
        var names = record.Depends.Select(NameOf).Where(byName.ContainsKey).Distinct();
        if (record.Name == "python")
        {
            // pip and Python need each other in some channels; Python has to come first, as pip is linked with it.
            names = names.Where(name => !byName[name].Depends.Select(NameOf).Contains("python"));
        }

        return names.Order(StringComparer.Ordinal);
    }

    private static string NameOf(string text)
    {
        var plain = text.AsSpan().TrimStart();
        plain = plain.Contains("::", StringComparison.Ordinal) ? plain[(plain.LastIndexOf("::") + 2)..] : plain;
        var end = plain.IndexOfAny(EndsOfName);
        return (end < 0 ? plain : plain[..end]).ToString().ToLowerInvariant();
    }
}
