using EnvBuild.Conda.Repodata.Shards;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>The index of shards.</summary>
internal sealed class ShardIndexTarget(IEnumerable<byte[]> seeds) : ByteTarget("shard-index", seeds, ShardTokens.All)
{
    public override bool Run(byte[] input)
    {
        var index = ShardIndex.Read(input);
        foreach (var name in index.Names)
        {
            FuzzFailureException.Unless(index.HashOf(name)?.Length == 64, "a name has no hash");
        }

        return index.Names.Count > 0;
    }

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;
}
