namespace EnvBuild.Conda.Packages;

/// <summary>
/// A tar for a reader that takes memory for what a header says: the attributes and long names that stand in front of an
/// entry are looked at before it does.
/// </summary>
/// <param name="content">The tar.</param>
internal sealed class TarStream(Content content) : ContentStream(content)
{
    private const int HeaderLength = 512;
    private const int SizeStart = 124;
    private const int SizeLength = 12;
    private const int TypePlace = 156;

    /// <summary>Bytes of attributes or of a name; real ones have some thousands at most.</summary>
    private const long LargestAttributes = 1 << 20;

    private long _endOfAttributes;

    public override int Read(Span<byte> buffer)
    {
        // The reader reads headers, attributes and names; it steps over the content of files.
        var isHeader = Position >= _endOfAttributes;
        var count = base.Read(buffer);
        if (isHeader && count == HeaderLength && buffer.Length == HeaderLength)
        {
            Check(buffer);
        }

        return count;
    }

    private void Check(ReadOnlySpan<byte> header)
    {
        // Attributes of the next entry and of all, long names and long targets.
        if (header[TypePlace] is not ((byte)'x' or (byte)'X' or (byte)'g' or (byte)'L' or (byte)'K'))
        {
            return;
        }

        if (SizeOf(header) is not { } size || size > Math.Min(LargestAttributes, Length - Position))
        {
            throw new InvalidDataException("its tar has attributes or a name of an impossible size");
        }

        _endOfAttributes = Position + size;
    }

    /// <summary>The size; <see langword="null"/> for one that is too large for any field of digits.</summary>
    private static long? SizeOf(ReadOnlySpan<byte> header)
    {
        var field = header.Slice(SizeStart, SizeLength);
        return field[0] >= 0x80 ? null : Octal(field);
    }

    private static long? Octal(ReadOnlySpan<byte> field)
    {
        var value = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return null;
            }

            value = (value * 8) + (digit - '0');
        }

        return value;
    }
}
