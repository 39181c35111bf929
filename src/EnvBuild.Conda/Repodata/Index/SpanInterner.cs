using System.IO.Hashing;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>Gives equal runs of bytes one number. Number 0 is the empty run.</summary>
internal sealed class SpanInterner
{
    private byte[] _bytes = new byte[1 << 16];
    private int[] _starts = new int[1 << 10];
    private uint[] _hashes = new uint[1 << 10];
    private int[] _slots = new int[1 << 12];

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
    internal int Intern(ReadOnlySpan<byte> run)
    {
        if (run.IsEmpty)
        {
            return 0;
        }

        var hash = (uint)XxHash3.HashToUInt64(run);
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var number = _slots[slot];
            if (number == 0)
            {
                _slots[slot] = Count;
                return Add(run, hash);
            }

            if (_hashes[number] == hash && this[number].SequenceEqual(run))
            {
                return number;
            }
        }
    }

    private int Add(ReadOnlySpan<byte> run, uint hash)
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
            Array.Resize(ref _hashes, _hashes.Length * 2);
        }

        run.CopyTo(_bytes.AsSpan(start));
        _hashes[Count] = hash;
        _starts[++Count] = start + run.Length;
        if (Count * 2 > _slots.Length)
        {
            Rehash();
        }

        return Count - 1;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var number = 1; number < Count; number++)
        {
            var slot = (int)_hashes[number] & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = number;
        }
    }
}
