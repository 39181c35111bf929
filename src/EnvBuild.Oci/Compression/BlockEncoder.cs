using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnvBuild.Oci.Compression;

/// <summary>Writes a block in the smallest of its three forms (RFC 1951, section 3.2.3).</summary>
internal sealed class BlockEncoder
{
    // Four codes of this length and the rest of a byte fit into one word of the writer.
    private const int LongestLiteralCode = 12;
    private const int LongestDistanceCode = 15;
    private const int HeaderBits = 3;
    private static readonly byte[] FixedLiteralLengths = MakeFixedLiteralLengths();
    private static readonly byte[] FixedDistanceLengths = Enumerable.Repeat((byte)5, 30).ToArray();
    private readonly CodeLengthCode _head = new();
    private readonly byte[] _literalLengths = new byte[DeflateFormat.LiteralSymbols];
    private readonly byte[] _distanceLengths = new byte[DeflateFormat.DistanceSymbols];

    // 288 and 32, so that the fixed codes, which have symbols that never occur, come out right.
    private readonly uint[] _literalCodes = new uint[288];
    private readonly uint[] _distanceCodes = new uint[32];
    private readonly uint[] _lengthCodes = new uint[MatchBuffer.EndIndex + 1];

    // Behind the symbols one of no bits, for the end of the block.
    private readonly DistanceCode[] _distances = new DistanceCode[DeflateFormat.DistanceSymbols + 1];

    /// <summary>Most bytes that a block can need.</summary>
    public static int WorstSize(int blockSize) => blockSize + (5 * (blockSize / DeflateFormat.LongestStored)) + 32;

    /// <summary>Writes a block.</summary>
    /// <param name="block">Its content; <see cref="MatchFinder.Slack"/> bytes behind it have to be readable.</param>
    /// <param name="found">Its matches; the frequencies are used up.</param>
    /// <param name="isLast">Whether no block follows.</param>
    /// <param name="writer">Takes the bits.</param>
    public void Write(ReadOnlySpan<byte> block, MatchBuffer found, bool isLast, ref BitWriter writer)
    {
        UseAtLeastTwo(found.LiteralFrequencies);
        UseAtLeastTwo(found.DistanceFrequencies);
        HuffmanCode.ComputeLengths(found.LiteralFrequencies, LongestLiteralCode, _literalLengths);
        HuffmanCode.ComputeLengths(found.DistanceFrequencies, LongestDistanceCode, _distanceLengths);
        _head.Prepare(_literalLengths, _distanceLengths);

        var extra = CountExtraBits(found);
        var dynamicBits = extra + _head.BitCount + CountBits(found, _literalLengths, _distanceLengths);
        var fixedBits = extra + CountBits(found, FixedLiteralLengths, FixedDistanceLengths);
        var storedBits = 8L * WorstSize(block.Length) - 256;
        if (storedBits <= dynamicBits && storedBits <= fixedBits)
        {
            WriteStored(block, isLast, ref writer);
            return;
        }

        var isFixed = fixedBits <= dynamicBits;
        writer.Add((isLast ? 1u : 0u) | (isFixed ? 2u : 4u), HeaderBits);
        writer.Flush();
        if (!isFixed)
        {
            _head.Write(ref writer);
        }

        PrepareCodes(isFixed);
        WriteMatches(ref MemoryMarshal.GetReference(block), found.Matches, ref writer);
    }

    // Decoders may refuse a code with one symbol.
    private static void UseAtLeastTwo(Span<int> frequencies)
    {
        for (var symbol = 0; frequencies.Length - frequencies.Count(0) < 2; symbol++)
        {
            frequencies[symbol] = Math.Max(1, frequencies[symbol]);
        }
    }

    private static long CountBits(MatchBuffer found, byte[] literalLengths, byte[] distanceLengths)
    {
        var bits = (long)HeaderBits;
        for (var i = 0; i < found.LiteralFrequencies.Length; i++)
        {
            bits += (long)found.LiteralFrequencies[i] * literalLengths[i];
        }

        for (var i = 0; i < found.DistanceFrequencies.Length; i++)
        {
            bits += (long)found.DistanceFrequencies[i] * distanceLengths[i];
        }

        return bits;
    }

    private static long CountExtraBits(MatchBuffer found)
    {
        var bits = 0L;
        for (var i = 0; i < DeflateFormat.LengthExtraBits.Length; i++)
        {
            bits += (long)found.LiteralFrequencies[257 + i] * DeflateFormat.LengthExtraBits[i];
        }

        for (var i = 0; i < DeflateFormat.DistanceExtraBits.Length; i++)
        {
            bits += (long)found.DistanceFrequencies[i] * DeflateFormat.DistanceExtraBits[i];
        }

        return bits;
    }

    private static void WriteStored(ReadOnlySpan<byte> block, bool isLast, ref BitWriter writer)
    {
        do
        {
            var part = block[..Math.Min(block.Length, DeflateFormat.LongestStored)];
            block = block[part.Length..];
            writer.Add(isLast && block.IsEmpty ? 1u : 0u, HeaderBits);
            writer.Align();
            writer.Add((uint)part.Length | ((~(uint)part.Length & 0xFFFF) << 16), 32);
            writer.Flush();
            writer.Copy(part);
        }
        while (!block.IsEmpty);
    }

    private static byte[] MakeFixedLiteralLengths()
    {
        var lengths = new byte[288];
        lengths.AsSpan(0, 144).Fill(8);
        lengths.AsSpan(144, 112).Fill(9);
        lengths.AsSpan(256, 24).Fill(7);
        lengths.AsSpan(280, 8).Fill(8);
        return lengths;
    }

    private void PrepareCodes(bool isFixed)
    {
        HuffmanCode.Pack(isFixed ? FixedLiteralLengths : _literalLengths, _literalCodes);
        HuffmanCode.Pack(isFixed ? FixedDistanceLengths : _distanceLengths, _distanceCodes);
        for (var i = 0; i < MatchBuffer.EndIndex; i++)
        {
            var symbol = DeflateFormat.LengthSymbols[i];
            var code = _literalCodes[symbol];
            var bits = code & 0xFF;
            var extra = (uint)(i + DeflateFormat.ShortestMatch - DeflateFormat.LengthBase[symbol - 257]);
            _lengthCodes[i] = (((code >> 8) | (extra << (int)bits)) << 8)
                | (bits + DeflateFormat.LengthExtraBits[symbol - 257]);
        }

        _lengthCodes[MatchBuffer.EndIndex] = _literalCodes[DeflateFormat.EndOfBlock];
        for (var symbol = 0; symbol < DeflateFormat.DistanceSymbols; symbol++)
        {
            _distances[symbol] = new DistanceCode(_distanceCodes[symbol], symbol);
        }
    }

    // Reads, and then ignores, up to 3 bytes behind the block.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteMatches(ref byte block, ReadOnlySpan<ulong> matches, ref BitWriter writer)
    {
        // A copy on the stack keeps the bits in registers.
        var local = writer;
        ref var codes = ref MemoryMarshal.GetArrayDataReference(_literalCodes);
        ref var lengthCodes = ref MemoryMarshal.GetArrayDataReference(_lengthCodes);
        ref var distances = ref MemoryMarshal.GetArrayDataReference(_distances);
        var position = 0;
        foreach (var match in matches)
        {
            ref var literals = ref Unsafe.Add(ref block, position);
            var run = MatchBuffer.Run(match);
            for (; run > 3; run -= 4)
            {
                local.AddPacked(Unsafe.Add(ref codes, (int)literals));
                local.AddPacked(Unsafe.Add(ref codes, (int)Unsafe.Add(ref literals, 1)));
                local.AddPacked(Unsafe.Add(ref codes, (int)Unsafe.Add(ref literals, 2)));
                local.AddPacked(Unsafe.Add(ref codes, (int)Unsafe.Add(ref literals, 3)));
                local.Flush();
                literals = ref Unsafe.Add(ref literals, 4);
            }

            // No branch, which could not be predicted, for the last 0 to 3: nothing is added for those beyond the run.
            local.AddPacked(Unsafe.Add(ref codes, (int)literals) & (uint)((0 - run) >> 31));
            local.AddPacked(Unsafe.Add(ref codes, (int)Unsafe.Add(ref literals, 1)) & (uint)((1 - run) >> 31));
            local.AddPacked(Unsafe.Add(ref codes, (int)Unsafe.Add(ref literals, 2)) & (uint)((2 - run) >> 31));
            local.Flush();
            var lengthIndex = MatchBuffer.LengthIndex(match);
            position += MatchBuffer.Run(match) + lengthIndex + DeflateFormat.ShortestMatch;
            local.AddPacked(Unsafe.Add(ref lengthCodes, lengthIndex));
            ref var distance = ref Unsafe.Add(ref distances, MatchBuffer.DistanceSymbol(match));
            local.Add(distance.Bits(MatchBuffer.DistanceIndex(match)), distance.BitCount);
            local.Flush();
        }

        writer = local;
    }
}
