using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Conda.Repodata.Shards;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Shards.</summary>
internal sealed class ShardTarget(IEnumerable<byte[]> seeds) : ByteTarget("shard", seeds, ShardTokens.All)
{
    public override bool Run(byte[] input)
    {
        using var stream = new MemoryStream();
        var builder = new IndexBuilder(stream);
        new ShardReader(builder).Read(input, []);
        builder.Finish(new RepodataInfo());
        return IndexWalk.ReadAll(stream.ToArray()) > 0;
    }

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;
}
