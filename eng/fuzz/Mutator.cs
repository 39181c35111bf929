using System.Buffers.Binary;

namespace EnvBuild.Fuzzing;

/// <summary>Makes inputs of others: what the target accepts is what the next ones are made of.</summary>
/// <param name="target">The target, for its seeds and tokens.</param>
/// <param name="seed">The same seed gives the same inputs.</param>
internal sealed class Mutator(FuzzTarget target, int seed)
{
    private const int LongestInput = 1 << 16;
    private const int MostKept = 2048;

    private static readonly long[] Limits =
        [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, long.MaxValue, long.MinValue, -1];

    private readonly Random _random = new(seed);
    private readonly List<byte[]> _kept = [];

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(Pick());
        for (var count = 1 + _random.Next(6); count > 0; count--)
        {
            Change(bytes);
        }

        if (bytes.Count > LongestInput)
        {
            bytes.RemoveRange(LongestInput, bytes.Count - LongestInput);
        }

        return [.. bytes];
    }

    /// <summary>Makes others of this input too.</summary>
    public void Keep(byte[] input)
    {
        if (_kept.Count < MostKept)
        {
            _kept.Add(input);
        }
        else if (_random.Next(8) == 0)
        {
            _kept[_random.Next(MostKept)] = input;
        }
    }

    private byte[] Pick()
    {
        var fromSeeds = _kept.Count == 0 || _random.Next(3) == 0;
        return fromSeeds ? Of(target.Seeds) : Of(_kept);
    }

    private T Of<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(12))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes.RemoveRange(at, Length(bytes.Count - at));
                break;
            case 3 when at < bytes.Count:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, Length(bytes.Count - at)));
                break;
            case 4 when at < bytes.Count && _random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                Splice(bytes, at);
                break;
            case 6:
                Repeat(bytes, at);
                break;
            case 7:
                Limit(bytes, at);
                break;
            case 8 when at < bytes.Count:
                Overwrite(bytes, at, Of(target.Tokens));
                break;
            default:
                bytes.InsertRange(at, Of(target.Tokens));
                break;
        }
    }

    private int Length(int most) => 1 + _random.Next(_random.Next(4) == 0 ? most : Math.Min(most, 8));

    /// <summary>Goes on with the end of another input.</summary>
    private void Splice(List<byte> bytes, int at)
    {
        var other = Pick();
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other.AsSpan(_random.Next(other.Length + 1)));
    }

    /// <summary>Deep nesting, and long runs.</summary>
    private void Repeat(List<byte> bytes, int at)
    {
        var token = Of(target.Tokens);
        var count = 1 << _random.Next(_random.Next(16) == 0 ? 14 : 5);
        for (; count > 0 && bytes.Count < LongestInput; count--)
        {
            bytes.InsertRange(at, token);
        }
    }

    private void Limit(List<byte> bytes, int at)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, Of(Limits));
        number = number[..(1 << _random.Next(4))];
        if (_random.Next(2) == 0)
        {
            number.Reverse();
        }

        Overwrite(bytes, at, number);
    }

    private static void Overwrite(List<byte> bytes, int at, ReadOnlySpan<byte> piece)
    {
        for (var i = 0; i < piece.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = piece[i];
        }
    }
}
