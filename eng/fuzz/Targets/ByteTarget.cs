namespace EnvBuild.Fuzzing.Targets;

/// <summary>A target that reads bytes.</summary>
/// <param name="name">Name on the command line and in reports.</param>
/// <param name="seeds">Good inputs.</param>
/// <param name="tokens">Pieces that mean something.</param>
internal abstract class ByteTarget(string name, IEnumerable<byte[]> seeds, IEnumerable<byte[]> tokens)
    : FuzzTarget(name)
{
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. seeds];

    public override IReadOnlyList<byte[]> Tokens { get; } = [.. tokens];
}
