using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Reads JSON that is written plainly: texts without escapes, whole numbers. Each member says no to everything else,
/// also to what is not all there or wrong; then the reader of the runtime is to be asked.
/// </summary>
/// <param name="bytes">The JSON.</param>
/// <remarks>
/// A channel has tens of millions of tokens, which a new process reads once: its members are compiled in full at their
/// first call, since they would have done most of the work before they were found worth it (docs/design/0026).
/// </remarks>
internal ref struct PlainJson(ReadOnlySpan<byte> bytes)
{
    /// <summary>As many digits as surely fit.</summary>
    private const int MostDigits = 18;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes that were read.</summary>
    internal int Position { get; private set; }

    /// <summary>The byte that comes next, behind white space; 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte Peek()
    {
        var position = Position;
        while ((uint)position < (uint)_bytes.Length)
        {
            var next = _bytes[position];
            if (next > (byte)' ' || next is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                Position = position;
                return next;
            }

            position++;
        }

        return 0;
    }

    /// <summary>Steps over a mark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TrySkip(byte mark)
    {
        if (Peek() != mark)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Steps over a word such as <c>null</c>.</summary>
    internal bool TrySkip(ReadOnlySpan<byte> word)
    {
        if (!_bytes[Position..].StartsWith(word))
        {
            return false;
        }

        Position += word.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryReadText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!TrySkip((byte)'"'))
        {
            return false;
        }

        ref var first = ref MemoryMarshal.GetReference(_bytes);
        var quote = Vector256.Create((byte)'"');
        var escape = Vector256.Create((byte)'\\');
        var space = Vector256.Create((byte)' ');
        for (var at = Position; at <= _bytes.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var piece = Vector256.LoadUnsafe(ref first, (nuint)at);
            var ends = Vector256.Equals(piece, quote) | Vector256.Equals(piece, escape)
                | Vector256.LessThan(piece, space);
            var found = ends.ExtractMostSignificantBits();
            if (found != 0)
            {
                at += BitOperations.TrailingZeroCount(found);
                text = _bytes[Position..at];
                Position = at + 1;
                return _bytes[at] == (byte)'"';
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryReadNumber(out long number, out ReadOnlySpan<byte> digits)
    {
        number = 0;
        var at = Position;
        while ((uint)at < (uint)_bytes.Length && (uint)(_bytes[at] - '0') <= 9 && at - Position < MostDigits)
        {
            number = (number * 10) + (_bytes[at++] - '0');
        }

        digits = _bytes[Position..at];
        Position = at;
        return !digits.IsEmpty && (digits[0] != (byte)'0' || digits.Length == 1)
            && Peek() is (byte)',' or (byte)']' or (byte)'}';
    }
}
