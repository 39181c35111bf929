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
    private readonly uint[] _lengthCodes = new uint[DeflateFormat.LongestMatch - DeflateFormat.ShortestMatch + 1];

    /// <summary>Most bytes that a block can need.</summary>
    public static int WorstSize(int blockSize) => blockSize + (5 * (blockSize / DeflateFormat.LongestStored)) + 32;

    /// <summary>Writes a block.</summary>
    /// <param name="block">Its content.</param>
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
        WriteMatches(block, found, ref writer);
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
        for (var i = 0; i < _lengthCodes.Length; i++)
        {
            var symbol = DeflateFormat.LengthSymbols[i];
            var code = _literalCodes[symbol];
            var bits = code & 0xFF;
            var extra = (uint)(i + DeflateFormat.ShortestMatch - DeflateFormat.LengthBase[symbol - 257]);
            _lengthCodes[i] = (((code >> 8) | (extra << (int)bits)) << 8)
                | (bits + DeflateFormat.LengthExtraBits[symbol - 257]);
        }
    }

    private void WriteMatches(ReadOnlySpan<byte> block, MatchBuffer found, ref BitWriter writer)
    {
        // A copy on the stack keeps the bits in registers.
        var local = writer;
        for (var i = 0; i < found.Count; i++)
        {
            var run = found.Runs[i];
            var match = found.Matches[i];
            WriteLiterals(block[..run], ref local);
            var distance = (int)(match & 0xFFFF);
            var symbol = MatchBuffer.SymbolOfDistance(distance);
            local.AddPacked(_lengthCodes[match >> 16]);
            local.AddPacked(_distanceCodes[symbol]);
            local.Add(
                (uint)(distance + 1 - DeflateFormat.DistanceBase[symbol]), DeflateFormat.DistanceExtraBits[symbol]);
            local.Flush();
            block = block[(run + (int)(match >> 16) + DeflateFormat.ShortestMatch)..];
        }

        WriteLiterals(block, ref local);
        local.AddPacked(_literalCodes[DeflateFormat.EndOfBlock]);
        local.Flush();
        writer = local;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteLiterals(ReadOnlySpan<byte> literals, ref BitWriter writer)
    {
        ref var codes = ref MemoryMarshal.GetArrayDataReference(_literalCodes);
        var i = 0;
        for (; i < literals.Length - 3; i += 4)
        {
            writer.AddPacked(Unsafe.Add(ref codes, literals[i]));
            writer.AddPacked(Unsafe.Add(ref codes, literals[i + 1]));
            writer.AddPacked(Unsafe.Add(ref codes, literals[i + 2]));
            writer.AddPacked(Unsafe.Add(ref codes, literals[i + 3]));
            writer.Flush();
        }

        for (; i < literals.Length; i++)
        {
            writer.AddPacked(Unsafe.Add(ref codes, literals[i]));
        }

        writer.Flush();
    }
}
