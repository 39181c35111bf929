namespace EnvBuild.Oci.Compression;

/// <summary>Numbers of the deflate format (RFC 1951, section 3.2).</summary>
internal static class DeflateFormat
{
    public const int WindowSize = 32 * 1024;
    public const int ShortestMatch = 3;
    public const int LongestMatch = 258;
    public const int EndOfBlock = 256;
    public const int LiteralSymbols = 286;
    public const int DistanceSymbols = 30;
    public const int LongestStored = 65535;
    private const int FirstLengthSymbol = 257;

    /// <summary>Extra bits of each length symbol, from 257 on.</summary>
    public static ReadOnlySpan<byte> LengthExtraBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    /// <summary>Shortest length of each length symbol.</summary>
    public static ReadOnlySpan<ushort> LengthBase =>
    [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31,
        35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ];

    /// <summary>Extra bits of each distance symbol.</summary>
    public static ReadOnlySpan<byte> DistanceExtraBits =>
    [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ];

    /// <summary>Shortest distance of each distance symbol.</summary>
    public static ReadOnlySpan<ushort> DistanceBase =>
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769,
        1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    /// <summary>Order in which the lengths of the code for code lengths are written.</summary>
    public static ReadOnlySpan<byte> CodeLengthOrder =>
        [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Symbol of a length, by length minus 3.</summary>
    public static ReadOnlySpan<ushort> LengthSymbols => LengthSymbolTable;

    /// <summary>
    /// Symbol of a distance, by distance minus 1 below 256, else by 256 plus that shifted right by 7.
    /// </summary>
    public static ReadOnlySpan<byte> DistanceSymbolsByDistance => DistanceSymbolTable;

    private static readonly ushort[] LengthSymbolTable = MakeLengthSymbols();

    private static readonly byte[] DistanceSymbolTable = MakeDistanceSymbols();

    private static ushort[] MakeLengthSymbols()
    {
        var symbols = new ushort[LongestMatch - ShortestMatch + 1];
        for (var i = 0; i < LengthBase.Length; i++)
        {
            symbols.AsSpan(LengthBase[i] - ShortestMatch).Fill((ushort)(FirstLengthSymbol + i));
        }

        return symbols;
    }

    private static byte[] MakeDistanceSymbols()
    {
        var symbols = new byte[512];
        for (var i = 0; i < DistanceBase.Length; i++)
        {
            var first = DistanceBase[i] - 1;
            if (first < 256)
            {
                symbols.AsSpan(first, 256 - first).Fill((byte)i);
            }

            symbols.AsSpan(256 + (first >> 7)).Fill((byte)i);
        }

        return symbols;
    }
}
