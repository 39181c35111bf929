using EnvBuild.Conda;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Reads all that an index has.</summary>
internal static class IndexWalk
{
    private static readonly Channel Somewhere = Channel.Parse("https://example.org/c");

    /// <summary>Reads all records by their names.</summary>
    /// <returns>Number of records.</returns>
    public static int ReadAll(ReadOnlyMemory<byte> bytes)
    {
        var index = new RepodataIndex(Somewhere, "linux-64", "https://example.org/c/linux-64", new IndexReader(bytes));
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var name in index.Names)
        {
            _ = index.Contains(name);
            index.AddDependencies(name, needed);
            foreach (var record in index.RecordsOf(name))
            {
                count++;
                needed.UnionWith(record.Constrains);
            }
        }

        return count;
    }
}
