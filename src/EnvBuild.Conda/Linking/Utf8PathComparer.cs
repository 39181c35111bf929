namespace EnvBuild.Conda.Linking;

/// <summary>Compares paths by their UTF-8 bytes, which is the order of code points.</summary>
public sealed class Utf8PathComparer : IComparer<string>
{
    private Utf8PathComparer()
    {
    }

    /// <summary>The only one.</summary>
    public static Utf8PathComparer Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var common = left.CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }

        return Weight(left[common]) - Weight(right[common]);
    }

    // UTF-16 puts surrogates (U+10000 and above) below U+E000, UTF-8 puts them last.
    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
