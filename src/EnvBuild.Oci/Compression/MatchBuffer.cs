using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnvBuild.Oci.Compression;

/// <summary>What the search found in one block: runs of literals, each followed by a match.</summary>
/// <param name="capacity">Most matches of a block.</param>
internal sealed class MatchBuffer(int capacity)
{
    private const int CounterSets = 2;
    private readonly int[] _literals = new int[CounterSets * 256];

    /// <summary>Number of literals before each match.</summary>
    public int[] Runs { get; } = new int[capacity];

    /// <summary>Matches: length minus 3 above the 16 bits of distance minus 1.</summary>
    public uint[] Matches { get; } = new uint[capacity];

    /// <summary>Number of matches.</summary>
    public int Count { get; private set; }

    /// <summary>Literals behind the last match.</summary>
    public int LastRun { get; private set; }

    /// <summary>How often each symbol of literals, lengths and the end of the block occurs.</summary>
    public int[] LiteralFrequencies { get; } = new int[DeflateFormat.LiteralSymbols];

    /// <summary>How often each symbol of distances occurs.</summary>
    public int[] DistanceFrequencies { get; } = new int[DeflateFormat.DistanceSymbols];

    public void Clear()
    {
        Count = 0;
        LastRun = 0;
        Array.Clear(_literals);
        Array.Clear(LiteralFrequencies);
        Array.Clear(DistanceFrequencies);
        LiteralFrequencies[DeflateFormat.EndOfBlock] = 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ref byte literals, int run, int length, int distance)
    {
        CountLiterals(ref literals, run);
        var lengthIndex = length - DeflateFormat.ShortestMatch;
        LiteralFrequencies[DeflateFormat.LengthSymbols[lengthIndex]]++;
        DistanceFrequencies[SymbolOfDistance(distance - 1)]++;
        Runs[Count] = run;
        Matches[Count] = ((uint)lengthIndex << 16) | (uint)(distance - 1);
        Count++;
    }

    public void Finish(ref byte literals, int run)
    {
        CountLiterals(ref literals, run);
        LastRun = run;
        for (var i = 0; i < _literals.Length; i++)
        {
            LiteralFrequencies[i & 0xFF] += _literals[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SymbolOfDistance(int distanceMinusOne) => DeflateFormat.DistanceSymbolsByDistance[
        distanceMinusOne < 256 ? distanceMinusOne : 256 + (distanceMinusOne >> 7)];

    // Two counters for each byte: a run of equal bytes would otherwise wait for its own last addition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountLiterals(ref byte literals, int run)
    {
        ref var counters = ref MemoryMarshal.GetArrayDataReference(_literals);
        for (var i = 0; i < run; i++)
        {
            Unsafe.Add(ref counters, Unsafe.Add(ref literals, i) | ((i & 1) << 8))++;
        }
    }
}
