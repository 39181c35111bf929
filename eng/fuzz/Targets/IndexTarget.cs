namespace EnvBuild.Fuzzing.Targets;

/// <summary>The index of repodata that lies in the cache, damaged.</summary>
internal sealed class IndexTarget(IEnumerable<byte[]> seeds)
    : ByteTarget("index", seeds, [[0], [0xFF, 0xFF, 0xFF, 0xFF], [1, 0, 0, 0]])
{
    public override bool Run(byte[] input) => IndexWalk.ReadAll(input) > 0;

    public override bool IsRefusal(Exception exception) => exception is InvalidDataException;
}
