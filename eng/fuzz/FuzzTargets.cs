using EnvBuild.Fuzzing.Seeds;
using EnvBuild.Fuzzing.Targets;

namespace EnvBuild.Fuzzing;

/// <summary>All targets.</summary>
internal static class FuzzTargets
{
    /// <summary>Makes the targets.</summary>
    /// <param name="seeds">Real cases.</param>
    /// <param name="folder">Absolute folder for the archives that are tried.</param>
    public static IReadOnlyList<FuzzTarget> Create(CorpusSeeds seeds, string folder)
    {
        byte[][] json = [RepodataSeeds.Json, .. seeds.Repodata()];
        var packages = ArchiveSeeds.Packages;
        return
        [
            new VersionTarget([.. TextSeeds.Versions, .. seeds.Texts("conda/versions.json")]),
            new VersionSpecTarget([.. TextSeeds.VersionSpecs, .. seeds.Texts("conda/matchspecs.json")]),
            new MatchSpecTarget([.. TextSeeds.MatchSpecs, .. seeds.Texts("conda/matchspecs.json")]),
            new ChannelTarget([.. TextSeeds.Channels, .. seeds.Texts("conda/matchspecs.json")]),
            new RepodataTarget(json),
            new ShardIndexTarget([RepodataSeeds.ShardIndex, .. seeds.ShardIndexes()]),
            new ShardTarget([RepodataSeeds.Shard, .. seeds.Shards()]),
            new IndexTarget(json.Select(RepodataSeeds.Index)),
            new LockTarget([.. TextSeeds.Locks, .. seeds.Locks()]),
            Archive("conda", ".conda", [.. packages.Select(ToConda), .. seeds.Archives(".conda")], bytes => bytes),
            Archive("conda-files", ".conda", packages, ToConda),
            Archive("conda-info", ".conda", [ArchiveSeeds.Info], info => ArchiveSeeds.Conda(packages[0], info)),
            Archive("bzip2", ".tar.bz2", [.. packages.Select(ToBZip2), .. seeds.Archives(".tar.bz2")], bytes => bytes),
            Archive("bzip2-tar", ".tar.bz2", packages.Select(ArchiveSeeds.Whole), ArchiveSeeds.BZip2),
        ];

        ArchiveTarget Archive(string name, string extension, IEnumerable<byte[]> inputs, Func<byte[], byte[]> wrap)
        {
            var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            return new ArchiveTarget(name, "demo-1.0-0" + extension, own, inputs, wrap);
        }
    }

    private static byte[] ToConda(byte[] package) => ArchiveSeeds.Conda(package, ArchiveSeeds.Info);

    private static byte[] ToBZip2(byte[] package) => ArchiveSeeds.BZip2(ArchiveSeeds.Whole(package));
}
