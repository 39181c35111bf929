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
    /// <summary>
    /// Bytes of the window before a block: as far as the 16 bits of a position reach, so that even a candidate that is
    /// too far away can be read, and one comparison refuses both that and another content.
    /// </summary>
    public const int HistorySize = 1 << 16;

    /// <summary>Shortest match that is looked for.</summary>
    public const int ShortestMatch = 5;

    /// <summary>Bytes that have to be readable behind the window; their content does not matter.</summary>
    public const int Slack = sizeof(ulong);

    private const int HashBits = 14;
    private const int OtherBits = 64 - (8 * ShortestMatch);
    private const int WindowBits = 15;
    private const ulong Multiplier = 889523592379;
    private const int SkipShift = 6;

    // From the first 32 KiB of a stream, where this is no position yet, it is too far away or no distance at all; from
    // then on it is a position like any other.
    private const ushort NoPosition = (1 << WindowBits) - 1;

    // The low 16 bits of the last position with each hash. An old one may look near again; what is found there is
    // compared all the same and as good as any.
    private readonly ushort[] _positions = new ushort[1 << HashBits];

    public MatchFinder() => Reset();

    /// <summary>Forgets all that was seen: another stream begins.</summary>
    public void Reset() => Array.Fill(_positions, NoPosition);

    /// <summary>Finds the matches of a block.</summary>
    /// <param name="window">
    /// <see cref="HistorySize"/> bytes, then the block. Blocks but the last are multiples of <see cref="HistorySize"/>,
    /// so that the low bits of a position stay the same from block to block.
    /// </param>
    /// <param name="found">Gets the matches.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(ReadOnlySpan<byte> window, MatchBuffer found)
    {
        ref var bytes = ref MemoryMarshal.GetReference(window);
        ref var positions = ref MemoryMarshal.GetArrayDataReference(_positions);
        ref var literals = ref MemoryMarshal.GetArrayDataReference(found.LiteralFrequencies);
        var end = window.Length;
        var anchor = HistorySize;
        var position = HistorySize;
        while (position <= end - sizeof(ulong))
        {
            var word = Read(ref bytes, position);
            ref var slot = ref Unsafe.Add(ref positions, Hash(word));
            var distance = (ushort)(position - slot);
            slot = (ushort)position;
            var difference = word ^ Read(ref bytes, position - distance);
            if ((((uint)(distance - 1) >> WindowBits) | (difference << OtherBits)) != 0)
            {
                var next = Math.Min(end, position + 1 + ((position - anchor) >> SkipShift));
                do
                {
                    Unsafe.Add(ref literals, (int)Unsafe.Add(ref bytes, position))++;
                    position++;
                }
                while (position < next);
                continue;
            }

            var length = difference != 0
                ? BitOperations.TrailingZeroCount(difference) >> 3
                : Extend(ref bytes, position, distance, Math.Min(DeflateFormat.LongestMatch, end - position));
            found.Add(position - anchor, length, distance);
            position += length;
            anchor = position;

            // The end of a match is the likeliest place for the next one to start; the rest is not worth the time.
            if (position - 2 <= end - sizeof(ulong))
            {
                Unsafe.Add(ref positions, Hash(Read(ref bytes, position - 2))) = (ushort)(position - 2);
            }
        }

        for (; position < end; position++)
        {
            Unsafe.Add(ref literals, (int)Unsafe.Add(ref bytes, position))++;
        }

        found.Finish(end - anchor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extend(ref byte bytes, int position, int distance, int longest)
    {
        var length = sizeof(ulong);
        while (length < longest)
        {
            var place = position + length;
            var difference = Read(ref bytes, place) ^ Read(ref bytes, place - distance);
            if (difference != 0)
            {
                return Math.Min(longest, length + (BitOperations.TrailingZeroCount(difference) >> 3));
            }

            length += sizeof(ulong);
        }

        return longest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong word) => (int)(((word << OtherBits) * Multiplier) >> (64 - HashBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Read(ref byte bytes, int index)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, index));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
