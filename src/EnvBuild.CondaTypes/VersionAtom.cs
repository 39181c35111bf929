using System.Globalization;
using System.Runtime.InteropServices;

namespace EnvBuild.Conda;

/// <summary>
/// A run of digits or of other characters in a version. Words come before numbers, numbers before <c>post</c> (CEP 33).
/// </summary>
/// <param name="Number">Value of a number that has at most 18 digits.</param>
/// <param name="Text">
/// A word, or the digits of a longer number without leading zeros; else <see langword="null"/>.
/// </param>
/// <param name="Rank">0 for words, 1 for numbers, 2 for longer numbers, 3 for <c>post</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct VersionAtom(long Number, string? Text, byte Rank) : IComparable<VersionAtom>
{
    private const int LongestSmallNumber = 18;

    internal static VersionAtom Zero { get; } = new(0, null, 1);

    /// <summary>Sorts before every lower-case word and before <c>_</c>, as CEP 33 wants it of <c>dev</c>.</summary>
    private static VersionAtom Dev { get; } = new(0, "DEV", 0);

    private static VersionAtom Post { get; } = new(0, null, 3);

    internal bool IsWord => Rank == 0;

    internal static VersionAtom OfDigits(ReadOnlySpan<char> digits)
    {
        var significant = digits.Length <= LongestSmallNumber ? digits : digits.TrimStart('0');
        return significant switch
        {
            { IsEmpty: true } => Zero,
            { Length: <= LongestSmallNumber } =>
                new(long.Parse(significant, NumberStyles.None, CultureInfo.InvariantCulture), null, 1),
            _ => new(0, significant.ToString(), 2),
        };
    }

    internal static VersionAtom OfWord(ReadOnlySpan<char> word) => word switch
    {
        "dev" => Dev,
        "post" => Post,
        _ => new(0, word.ToString(), 0),
    };

    /// <inheritdoc/>
    public int CompareTo(VersionAtom other)
    {
        if (Rank != other.Rank)
        {
            return Rank.CompareTo(other.Rank);
        }

        return Rank switch
        {
            0 => string.CompareOrdinal(Text, other.Text),
            2 when Text!.Length != other.Text!.Length => Text.Length.CompareTo(other.Text.Length),
            2 => string.CompareOrdinal(Text, other.Text),
            _ => Number.CompareTo(other.Number),
        };
    }

    /// <summary>
    /// Whether this atom may stand where a version that starts with <paramref name="prefix"/> has its last atom.
    /// </summary>
    internal bool StartsWith(VersionAtom prefix) => prefix.IsWord
        ? IsWord && Text!.StartsWith(prefix.Text!, StringComparison.Ordinal)
        : CompareTo(prefix) == 0;
}
