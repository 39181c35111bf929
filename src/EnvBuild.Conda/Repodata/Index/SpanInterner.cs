using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>Gives equal runs of bytes one number. Number 0 is the empty run.</summary>
internal sealed class SpanInterner
{
    private byte[] _bytes = new byte[1 << 16];
    private int[] _starts = new int[1 << 10];

    // The hash of a run and its number in one word, so that a look-up mostly touches one place; 0 is free.
    private ulong[] _slots = new ulong[1 << 12];
    private int _used;

    internal SpanInterner()
    {
        Count = 1;
        _starts[1] = 0;
    }

    /// <summary>Numbers that were given out, 0 included.</summary>
    internal int Count { get; private set; }

    /// <summary>All runs, one behind the other.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _starts[Count]);

    /// <summary>Where each run starts, and last where the last one ends.</summary>
    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count + 1);

    internal ReadOnlySpan<byte> this[int number] => _bytes.AsSpan(_starts[number].._starts[number + 1]);

    /// <exception cref="InvalidDataException">All runs together are too long.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Intern(ReadOnlySpan<byte> run)
    {
        if (run.IsEmpty)
        {
            return 0;
        }

        var hash = HashOf(run);
        var mask = (uint)_slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var entry = _slots[slot];
            if (entry == 0)
            {
                _slots[slot] = ((ulong)hash << 32) | (uint)Count;
                var number = Add(run);
                if (++_used * 2 > _slots.Length)
                {
                    Rehash();
                }

                return number;
            }

            if ((uint)(entry >> 32) == hash && this[(int)entry].SequenceEqual(run))
            {
                return (int)entry;
            }
        }
    }

    /// <summary>The number of a run that is probably the same as another one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="guess">Number of the other one.</param>
    internal int Intern(ReadOnlySpan<byte> run, int guess) => this[guess].SequenceEqual(run) ? guess : Intern(run);

    /// <summary>Most runs are short: for these a few multiplications do.</summary>
    private static uint HashOf(ReadOnlySpan<byte> run)
    {
        const ulong First = 0x9E37_79B9_7F4A_7C15, Second = 0xC2B2_AE3D_27D4_EB4F;
        ref var start = ref MemoryMarshal.GetReference(run);
        ref var end = ref Unsafe.Add(ref start, run.Length);
        switch (run.Length)
        {
            case > 32:
                return (uint)XxHash3.HashToUInt64(run);
            case > 16:
                return Fold(
                    Word(ref start) ^ First ^ Fold64(Word(ref Unsafe.Add(ref start, 8)) ^ Second, Word(ref Unsafe.Subtract(ref end, 16)) ^ First),
                    Word(ref Unsafe.Subtract(ref end, 8)) ^ Second ^ (uint)run.Length);
            case >= 8:
                return Fold(Word(ref start) ^ First, Word(ref Unsafe.Subtract(ref end, 8)) ^ Second ^ (uint)run.Length);
            case >= 4:
                return Fold(
                    Unsafe.ReadUnaligned<uint>(ref start) ^ First,
                    Unsafe.ReadUnaligned<uint>(ref Unsafe.Subtract(ref end, 4)) ^ Second ^ ((ulong)(uint)run.Length << 32));
            default:
                var word = (ulong)run[0] | ((ulong)run[run.Length >> 1] << 8) | ((ulong)run[^1] << 16);
                return Fold(word ^ First, (uint)run.Length ^ Second);
        }

        static ulong Word(ref byte place) => Unsafe.ReadUnaligned<ulong>(ref place);

        static ulong Fold64(ulong left, ulong right)
        {
            var high = Math.BigMul(left, right, out var low);
            return high ^ low;
        }

        static uint Fold(ulong left, ulong right)
        {
            var folded = Fold64(left, right);
            return (uint)(folded ^ (folded >> 32));
        }
    }

    private int Add(ReadOnlySpan<byte> run)
    {
        var start = _starts[Count];
        if (start > Array.MaxLength - run.Length)
        {
            throw new InvalidDataException("it has more text than any channel");
        }

        if (start + run.Length > _bytes.Length)
        {
            var wanted = Math.Max(_bytes.Length * 2L, start + run.Length);
            Array.Resize(ref _bytes, (int)Math.Min(wanted, Array.MaxLength));
        }

        if (Count + 2 > _starts.Length)
        {
            Array.Resize(ref _starts, _starts.Length * 2);
        }

        run.CopyTo(_bytes.AsSpan(start));
        _starts[++Count] = start + run.Length;
        return Count - 1;
    }

    private void Rehash()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        var mask = (uint)_slots.Length - 1;
        foreach (var entry in old)
        {
            if (entry == 0)
            {
                continue;
            }

            var slot = (uint)(entry >> 32) & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = entry;
        }
    }
}
