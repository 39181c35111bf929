using System.Text;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>A target that reads text.</summary>
/// <param name="name">Name on the command line and in reports.</param>
/// <param name="seeds">Good texts.</param>
/// <param name="tokens">Pieces of text that mean something.</param>
internal abstract class TextTarget(string name, IEnumerable<string> seeds, string[] tokens) : FuzzTarget(name)
{
    // Stands for half of a surrogate pair, which UTF-8 cannot write.
    private const char HalfPairStand = '\uE000';

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. seeds.Select(Encoding.UTF8.GetBytes)];

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. tokens.Append($"{HalfPairStand}").Append("\0").Append("\u0130").Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public override bool Run(byte[] input) =>
        Run(Encoding.UTF8.GetString(input).Replace(HalfPairStand, '\uD800'));

    /// <summary>No parser of short texts throws: it says why it refuses.</summary>
    public override bool IsRefusal(Exception exception) => false;

    protected abstract bool Run(string text);
}
