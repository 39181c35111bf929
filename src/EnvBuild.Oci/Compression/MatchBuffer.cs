using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnvBuild.Oci.Compression;

/// <summary>
/// What the search found in one block: runs of literals, each followed by a match, the last one by the end.
/// </summary>
/// <param name="blockSize">Bytes in a block.</param>
internal sealed class MatchBuffer(int blockSize)
{
    /// <summary>Stands in the place of the length of a match for the end of a block.</summary>
    public const int EndIndex = DeflateFormat.LongestMatch - DeflateFormat.ShortestMatch + 1;

    private const int RunShift = 32;
    private const int LengthShift = 20;
    private const int SymbolShift = 15;
    private readonly ulong[] _matches = new ulong[(blockSize / MatchFinder.ShortestMatch) + 1];
    private readonly int[] _lengths = new int[EndIndex];
    private int _count;

    /// <summary>The matches in their order, the end behind them.</summary>
    public ReadOnlySpan<ulong> Matches => _matches.AsSpan(0, _count);

    /// <summary>How often each symbol of literals, lengths and the end of the block occurs.</summary>
    public int[] LiteralFrequencies { get; } = new int[DeflateFormat.LiteralSymbols];

    /// <summary>How often each symbol of distances occurs.</summary>
    public int[] DistanceFrequencies { get; } = new int[DeflateFormat.DistanceSymbols];

    /// <summary>Number of literals before a match.</summary>
    public static int Run(ulong match) => (int)(match >> RunShift);

    /// <summary>Length of a match minus <see cref="DeflateFormat.ShortestMatch"/>, or <see cref="EndIndex"/>.</summary>
    public static int LengthIndex(ulong match) => (int)((uint)match >> LengthShift);

    /// <summary>Symbol of a match's distance; behind all others for the end.</summary>
    public static int DistanceSymbol(ulong match) => (int)((uint)match >> SymbolShift) & 31;

    /// <summary>Distance of a match minus 1.</summary>
    public static uint DistanceIndex(ulong match) => (uint)match & ((1u << SymbolShift) - 1);

    public void Clear()
    {
        _count = 0;
        Array.Clear(_lengths);
        Array.Clear(LiteralFrequencies);
        Array.Clear(DistanceFrequencies);
    }

    /// <summary>Adds a match; the literals before it are counted by the caller.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int run, int length, int distance)
    {
        var index = distance - 1;
        var lengthIndex = length - DeflateFormat.ShortestMatch;
        int symbol = Unsafe.Add(
            ref MemoryMarshal.GetReference(DeflateFormat.DistanceSymbolsByDistance),
            index < 256 ? index : 256 + (index >> 7));
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_lengths), lengthIndex)++;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(DistanceFrequencies), symbol)++;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_matches), _count++) = Pack(run, lengthIndex, symbol, index);
    }

    /// <summary>Adds the end and counts the symbols of lengths.</summary>
    public void Finish(int run)
    {
        _matches[_count++] = Pack(run, EndIndex, DeflateFormat.DistanceSymbols, 0);
        LiteralFrequencies[DeflateFormat.EndOfBlock] = 1;
        for (var i = 0; i < _lengths.Length; i++)
        {
            LiteralFrequencies[DeflateFormat.LengthSymbols[i]] += _lengths[i];
        }
    }

    private static ulong Pack(int run, int lengthIndex, int symbol, int distanceIndex) =>
        ((ulong)run << RunShift) | (uint)((lengthIndex << LengthShift) | (symbol << SymbolShift) | distanceIndex);
}
