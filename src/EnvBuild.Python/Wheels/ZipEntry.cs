using System.Buffers.Binary;
using System.Text;

namespace EnvBuild.Python.Wheels;

/// <summary>A record of the central directory as it stands there (APPNOTE 4.3.12), zip64 values put in place.</summary>
internal readonly record struct ZipEntry(
    ReadOnlyMemory<byte> RawName,
    int Flags,
    int Method,
    uint Crc32,
    long PackedSize,
    long Size,
    int UnixMode,
    long HeaderOffset,
    int Length)
{
    public const int Utf8 = 1 << 11;
    public const int Encrypted = 1 | (1 << 6) | (1 << 13);

    private const int FixedSize = 46;
    private const int Zip64Tag = 1;

    private static readonly Encoding Cp437 = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    private static ReadOnlySpan<byte> Signature => "PK\x01\x02"u8;

    /// <summary>The name as text: UTF-8 where the member says so, else code page 437, as Python reads it.</summary>
    public string Name => ((Flags & Utf8) != 0 ? Encoding.UTF8 : Cp437).GetString(RawName.Span);

    /// <summary>The first record of what is left of the directory.</summary>
    /// <returns><see langword="null"/> when it is damaged.</returns>
    public static ZipEntry? Parse(ReadOnlyMemory<byte> directory)
    {
        var span = directory.Span;
        if (span.Length < FixedSize || !span.StartsWith(Signature))
        {
            return null;
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(span[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(span[30..]);
        var length = FixedSize + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(span[32..]);
        if (span.Length < length)
        {
            return null;
        }

        var entry = new ZipEntry(
            directory.Slice(FixedSize, nameLength),
            BinaryPrimitives.ReadUInt16LittleEndian(span[8..]),
            BinaryPrimitives.ReadUInt16LittleEndian(span[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(span[24..]),
            (int)(BinaryPrimitives.ReadUInt32LittleEndian(span[38..]) >> 16),
            BinaryPrimitives.ReadUInt32LittleEndian(span[42..]),
            length);
        return entry.WithZip64(span.Slice(FixedSize + nameLength, extraLength));
    }

    private ZipEntry? WithZip64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (extra.Length < 4 + size)
            {
                return this;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Tag)
            {
                return WithZip64Values(extra.Slice(4, size));
            }

            extra = extra[(4 + size)..];
        }

        return this;
    }

    /// <summary>Only the values that do not fit into 32 bits are there, in this order.</summary>
    private ZipEntry? WithZip64Values(ReadOnlySpan<byte> values)
    {
        var size = Take(Size, ref values);
        var packed = Take(PackedSize, ref values);
        var offset = Take(HeaderOffset, ref values);
        return size < 0 || packed < 0 || offset < 0
            ? null
            : this with { Size = size, PackedSize = packed, HeaderOffset = offset };
    }

    private static long Take(long value, ref ReadOnlySpan<byte> values)
    {
        if (value != uint.MaxValue)
        {
            return value;
        }

        if (values.Length < sizeof(long))
        {
            return -1;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(values);
        values = values[sizeof(long)..];
        return value;
    }
}
