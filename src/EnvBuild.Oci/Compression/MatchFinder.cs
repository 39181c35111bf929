using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnvBuild.Oci.Compression;

/// <summary>
/// Greedy search with one candidate for each hash of five bytes, skipping ahead where nothing is found. Its choices are
/// part of the frozen output format: they depend on the input alone, never on how it was cut into writes or on the
/// processor.
/// </summary>
internal sealed class MatchFinder
{
    private const int HashBits = 15;
    private const int ComparedBytes = sizeof(uint);
    private const int IgnoredBits = 24;
    private const ulong Multiplier = 889523592379;
    private const int SkipShift = 6;
    private const int FirstOrigin = 1 << 17;
    private const int LastOrigin = 1 << 30;
    private readonly int[] _candidates = new int[1 << HashBits];

    // Positions in the table count from here, so that the window can move without touching the table.
    private int _origin = FirstOrigin;

    /// <summary>
    /// Tells that what stood at <paramref name="distance"/> in the window now stands at its beginning.
    /// </summary>
    public void Slide(int distance)
    {
        _origin += distance;
        if (_origin > LastOrigin)
        {
            Array.Clear(_candidates);
            _origin = FirstOrigin;
        }
    }

    /// <summary>Finds the matches of a block.</summary>
    /// <param name="window">History, then the block, to its end.</param>
    /// <param name="start">Where the block starts.</param>
    /// <param name="found">Gets the matches.</param>
    public void Find(ReadOnlySpan<byte> window, int start, MatchBuffer found)
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        ref var table = ref MemoryMarshal.GetArrayDataReference(_candidates);
        var anchor = start;
        var position = start;
        var last = window.Length - sizeof(ulong);
        while (position <= last)
        {
            var word = Read(ref bytes, position);
            ref var slot = ref Unsafe.Add(ref table, Hash(word));
            var candidate = slot - _origin;
            slot = position + _origin;
            if (position - candidate > DeflateFormat.WindowSize || candidate < 0
                || (uint)Read(ref bytes, candidate) != (uint)word)
            {
                position += 1 + ((position - anchor) >> SkipShift);
                continue;
            }

            while (position > anchor && candidate > 0
                && Unsafe.Add(ref bytes, position - 1) == Unsafe.Add(ref bytes, candidate - 1))
            {
                position--;
                candidate--;
            }

            var longest = Math.Min(DeflateFormat.LongestMatch, window.Length - position);
            var length = Extend(ref bytes, position, candidate, longest);
            found.Add(ref Unsafe.Add(ref bytes, anchor), position - anchor, length, position - candidate);
            anchor = position + length;
            Remember(ref bytes, ref table, Math.Max(position + 1, anchor - 2), last);
            position = anchor;
        }

        found.Finish(ref Unsafe.Add(ref bytes, anchor), window.Length - anchor);
    }

    // The end of a match is the likeliest place for the next one to start; the rest of it is not worth the time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Remember(ref byte bytes, ref int table, int position, int last)
    {
        if (position <= last)
        {
            Unsafe.Add(ref table, Hash(Read(ref bytes, position))) = position + _origin;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extend(ref byte bytes, int position, int candidate, int longest)
    {
        var length = ComparedBytes;
        while (length + sizeof(ulong) <= longest)
        {
            var difference = Read(ref bytes, position + length) ^ Read(ref bytes, candidate + length);
            if (difference != 0)
            {
                return length + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            length += sizeof(ulong);
        }

        while (length < longest
            && Unsafe.Add(ref bytes, position + length) == Unsafe.Add(ref bytes, candidate + length))
        {
            length++;
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong word) => (int)(((word << IgnoredBits) * Multiplier) >> (64 - HashBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte bytes, int index)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, index));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
