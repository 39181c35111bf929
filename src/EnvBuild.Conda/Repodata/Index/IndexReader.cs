using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>
/// Reads an index: in memory, or a mapped file, of which only what is asked for is touched. Safe for several threads.
/// </summary>
/// <remarks>
/// A mapped file goes away with the last object that leads to it, and a span is none: so nobody may use a span of this
/// class without keeping the reader alive behind the last use.
/// </remarks>
internal sealed class IndexReader
{
    private readonly IndexBlocks _blocks;
    private readonly IndexHeader _header;
    private readonly string?[] _strings;
    private readonly ImmutableArray<string>[] _lists;

    /// <param name="bytes">A whole index.</param>
    /// <exception cref="InvalidDataException">It is none, or one of another version, or damaged.</exception>
    internal IndexReader(ReadOnlyMemory<byte> bytes)
    {
        var size = Unsafe.SizeOf<IndexHeader>();
        _header = bytes.Length >= size ? MemoryMarshal.Read<IndexHeader>(bytes.Span) : default;
        if (_header.Mark != IndexHeader.CurrentMark || _header.Length != bytes.Length)
        {
            throw new InvalidDataException("it is not an index of this version");
        }

        _blocks = new IndexBlocks(bytes, _header.Hashes);
        _ = _blocks.Slice(0, size);
        CheckTables();
        _strings = new string?[_header.StringCount];
        _lists = new ImmutableArray<string>[_header.ListCount];
        Info = new RepodataInfo
        {
            BaseUrl = OptionalText(_header.BaseUrl),
            RelationBase = OptionalText(_header.RelationBase),
            RelationOverrides = OptionalText(_header.RelationOverrides),
            UnreadRevisions = OptionalText(_header.UnreadRevisions),
        };
    }

    internal RepodataInfo Info { get; }

    internal int NameCount => _header.NameCount;

    internal int StringCount => _header.StringCount;

    /// <summary>The names in the order of their bytes.</summary>
    internal IEnumerable<string> Names
    {
        get
        {
            for (var i = 0; i < _header.NameCount; i++)
            {
                yield return Text(NameAt(i));
            }
        }
    }

    /// <summary>The records of a name, in the order of the channel's file.</summary>
    internal ReadOnlySpan<int> RecordsOf(string name)
    {
        var place = FindName(name);
        if (place < 0)
        {
            return [];
        }

        var entry = Items<NameEntry>(_header.Names, _header.NameCount, place, 1)[0];
        return Items<int>(_header.Order, _header.RecordCount, entry.Start, entry.Count);
    }

    internal bool Contains(string name)
    {
        var contains = FindName(name) >= 0;
        GC.KeepAlive(this);
        return contains;
    }

    internal ref readonly RecordEntry Record(int number) =>
        ref Items<RecordEntry>(_header.Records, _header.RecordCount, number, 1)[0];

    /// <summary>Checks everything, also what nobody asked for.</summary>
    /// <exception cref="InvalidDataException">Something is damaged.</exception>
    internal void CheckAll() => _blocks.CheckAll();

    /// <summary>A text; the same object each time.</summary>
    internal string Text(int number)
    {
        CheckNumber(number, _strings.Length);
        var text = _strings[number] ??= Encoding.UTF8.GetString(TextBytes(number));
        GC.KeepAlive(this);
        return text;
    }

    internal string? OptionalText(int number) => number == 0 ? null : Text(number);

    /// <summary>A list of texts; the same object each time.</summary>
    internal ImmutableArray<string> Texts(int number)
    {
        CheckNumber(number, _lists.Length);
        ref var list = ref _lists[number];
        if (list.IsDefault)
        {
            var numbers = Numbers(number);
            var texts = new string[numbers.Length];
            for (var i = 0; i < texts.Length; i++)
            {
                texts[i] = Text(numbers[i]);
            }

            list = ImmutableCollectionsMarshal.AsImmutableArray(texts);
        }

        return list;
    }

    internal ReadOnlySpan<int> Numbers(int list) =>
        MemoryMarshal.Cast<byte, int>(Run(_header.ListStarts, _header.ListCount, _header.ListBytes, list));

    /// <summary>What few records have, by the places of <see cref="RareField"/>; empty where there is nothing.</summary>
    internal ReadOnlySpan<int> RareOf(in RecordEntry entry)
    {
        var rare = Numbers(entry.Rare);
        return rare.Length is 0 or RareField.Count ? rare : throw IndexBlocks.Damaged();
    }

    /// <summary>Pairs of the name of a group and the list of its match specs.</summary>
    internal ReadOnlySpan<int> PairsOf(int list)
    {
        var pairs = Numbers(list);
        return pairs.Length % 2 == 0 ? pairs : throw IndexBlocks.Damaged();
    }

    private static void CheckNumber(int number, int count)
    {
        if ((uint)number >= (uint)count)
        {
            throw IndexBlocks.Damaged();
        }
    }

    private void CheckTables()
    {
        CheckTable<RecordEntry>(_header.Records, _header.RecordCount);
        CheckTable<int>(_header.Order, _header.RecordCount);
        CheckTable<NameEntry>(_header.Names, _header.NameCount);
        CheckTable<int>(_header.StringStarts, _header.StringCount + 1L);
        CheckTable<int>(_header.ListStarts, _header.ListCount + 1L);
        if (_header.StringCount < 1 || _header.ListCount < 1)
        {
            throw IndexBlocks.Damaged();
        }
    }

    private void CheckTable<T>(long start, long count)
        where T : unmanaged
    {
        if (start < 0 || count < 0 || start > _header.Hashes - (count * Unsafe.SizeOf<T>()))
        {
            throw IndexBlocks.Damaged();
        }
    }

    private ReadOnlySpan<byte> TextBytes(int number) =>
        Run(_header.StringStarts, _header.StringCount, _header.StringBytes, number);

    private int NameAt(int place) => Items<NameEntry>(_header.Names, _header.NameCount, place, 1)[0].Name;

    private int FindName(string name)
    {
        Span<byte> wanted = stackalloc byte[512];
        if (!Encoding.UTF8.TryGetBytes(name, wanted, out var length))
        {
            return -1;
        }

        wanted = wanted[..length];
        var (low, high) = (0, _header.NameCount - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = TextBytes(NameAt(middle));
            var order = found.SequenceCompareTo(wanted);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private ReadOnlySpan<byte> Run(long starts, int count, long bytes, int number)
    {
        CheckNumber(number, count);
        var bounds = Items<int>(starts, count + 1, number, 2);
        return _blocks.Slice(bytes + bounds[0], (long)bounds[1] - bounds[0]);
    }

    /// <summary>Some items of a table.</summary>
    private ReadOnlySpan<T> Items<T>(long table, long tableCount, long first, long count)
        where T : unmanaged
    {
        if (first < 0 || count < 0 || first > tableCount - count)
        {
            throw IndexBlocks.Damaged();
        }

        var size = Unsafe.SizeOf<T>();
        return MemoryMarshal.Cast<byte, T>(_blocks.Slice(table + (first * size), count * size));
    }
}
