using System.Buffers.Binary;

namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>Reads MessagePack, as far as shards use it: maps, arrays, text, bytes, integers; the rest is skipped.</summary>
/// <remarks>https://github.com/msgpack/msgpack/blob/master/spec.md</remarks>
/// <param name="bytes">The bytes.</param>
internal ref struct MessagePackReader(ReadOnlySpan<byte> bytes)
{
    private const int DeepestLevel = 64;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>What the next value is.</summary>
    internal readonly MessagePackKind Kind => Peek() switch
    {
        <= 0x7F or >= 0xE0 or (>= 0xCC and <= 0xD3) => MessagePackKind.Integer,
        <= 0x8F or 0xDE or 0xDF => MessagePackKind.Map,
        <= 0x9F or 0xDC or 0xDD => MessagePackKind.Array,
        <= 0xBF or (>= 0xD9 and <= 0xDB) => MessagePackKind.Text,
        >= 0xC4 and <= 0xC6 => MessagePackKind.Binary,
        0xC3 => MessagePackKind.True,
        _ => MessagePackKind.Other,
    };

    /// <summary>Reads the head of a map.</summary>
    /// <returns>Number of pairs.</returns>
    internal int ReadMapHeader() => Take() switch
    {
        var code and >= 0x80 and <= 0x8F => code & 0xF,
        0xDE => TakeUInt16(),
        0xDF => TakeLength(),
        _ => throw Unexpected("a map"),
    };

    /// <summary>Reads the head of an array.</summary>
    /// <returns>Number of items.</returns>
    internal int ReadArrayHeader() => Take() switch
    {
        var code and >= 0x90 and <= 0x9F => code & 0xF,
        0xDC => TakeUInt16(),
        0xDD => TakeLength(),
        _ => throw Unexpected("an array"),
    };

    /// <summary>Reads text as UTF-8, or bytes.</summary>
    internal ReadOnlySpan<byte> ReadBytes() => Take() switch
    {
        var code and >= 0xA0 and <= 0xBF => TakeBytes(code & 0x1F),
        0xC4 or 0xD9 => TakeBytes(Take()),
        0xC5 or 0xDA => TakeBytes(TakeUInt16()),
        0xC6 or 0xDB => TakeBytes(TakeLength()),
        _ => throw Unexpected("text"),
    };

    internal long ReadInteger() => Take() switch
    {
        var code and <= 0x7F => code,
        var code and >= 0xE0 => (sbyte)code,
        0xCC => Take(),
        0xCD => TakeUInt16(),
        0xCE => BinaryPrimitives.ReadUInt32BigEndian(TakeBytes(4)),
        0xCF or 0xD3 => BinaryPrimitives.ReadInt64BigEndian(TakeBytes(8)),
        0xD0 => (sbyte)Take(),
        0xD1 => BinaryPrimitives.ReadInt16BigEndian(TakeBytes(2)),
        0xD2 => BinaryPrimitives.ReadInt32BigEndian(TakeBytes(4)),
        _ => throw Unexpected("a number"),
    };

    /// <summary>Steps over a value and all in it.</summary>
    internal void Skip() => Skip(0);

    private void Skip(int level)
    {
        if (level > DeepestLevel)
        {
            throw new InvalidDataException("its MessagePack is nested too deeply");
        }

        switch (Kind)
        {
            case MessagePackKind.Integer:
                _ = ReadInteger();
                break;
            case MessagePackKind.Text or MessagePackKind.Binary:
                _ = ReadBytes();
                break;
            case MessagePackKind.Map:
                for (var count = ReadMapHeader() * 2L; count > 0; count--)
                {
                    Skip(level + 1);
                }

                break;
            case MessagePackKind.Array:
                for (var count = ReadArrayHeader(); count > 0; count--)
                {
                    Skip(level + 1);
                }

                break;
            default:
                _ = TakeBytes(LengthOfOther(Take()));
                break;
        }
    }

    private int LengthOfOther(byte code) => code switch
    {
        0xC0 or 0xC2 or 0xC3 => 0,
        0xCA => 4,
        0xCB => 8,
        0xC7 => Take() + 1,
        0xC8 => TakeUInt16() + 1,
        0xC9 => checked(TakeLength() + 1),
        >= 0xD4 and <= 0xD8 => 1 + (1 << (code - 0xD4)),
        _ => throw Unexpected("a value"),
    };

    private readonly byte Peek() =>
        _position < _bytes.Length ? _bytes[_position] : throw new InvalidDataException("its MessagePack is cut off");

    private byte Take()
    {
        var value = Peek();
        _position++;
        return value;
    }

    private int TakeUInt16() => BinaryPrimitives.ReadUInt16BigEndian(TakeBytes(2));

    private int TakeLength()
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(TakeBytes(4));
        return length <= _bytes.Length ? (int)length : throw new InvalidDataException("its MessagePack is cut off");
    }

    private ReadOnlySpan<byte> TakeBytes(int count)
    {
        if (count > _bytes.Length - _position)
        {
            throw new InvalidDataException("its MessagePack is cut off");
        }

        var taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    private readonly InvalidDataException Unexpected(string wanted) =>
        new($"its MessagePack does not have {wanted} at byte {_position - 1}");
}
