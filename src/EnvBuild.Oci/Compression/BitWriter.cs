using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnvBuild.Oci.Compression;

/// <summary>Collects bits, least significant first. The caller sees to it that the buffer is long enough.</summary>
/// <param name="buffer">Takes the bytes; 8 more than will be used.</param>
/// <param name="bits">Bits left over from the block before.</param>
/// <param name="bitCount">Their number, below 8.</param>
internal ref struct BitWriter(Span<byte> buffer, ulong bits, int bitCount)
{
    private readonly ref byte _buffer = ref MemoryMarshal.GetReference(buffer);
    private ulong _bits = bits;

    /// <summary>Whole bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Number of bits that are no whole byte yet.</summary>
    public int BitCount { get; private set; } = bitCount;

    /// <summary>Bits that are no whole byte yet.</summary>
    public readonly ulong Bits => _bits;

    /// <summary>Adds bits without writing; at most 56 between two flushes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong value, int count)
    {
        _bits |= value << BitCount;
        BitCount += count;
    }

    /// <summary>Adds a code with its length in the low 8 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPacked(uint packed) => Add(packed >> 8, (int)(packed & 0xFF));

    /// <summary>Writes all whole bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Flush()
    {
        Unsafe.WriteUnaligned(
            ref Unsafe.Add(ref _buffer, Length),
            BitConverter.IsLittleEndian ? _bits : BinaryPrimitives.ReverseEndianness(_bits));
        Length += BitCount >> 3;
        _bits >>= BitCount & ~7;
        BitCount &= 7;
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Align()
    {
        BitCount = (BitCount + 7) & ~7;
        Flush();
    }

    /// <summary>Copies bytes; the writer has to be aligned.</summary>
    public void Copy(ReadOnlySpan<byte> content)
    {
        content.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _buffer, Length), content.Length));
        Length += content.Length;
    }
}
