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
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly IndexHeader _header;
    private readonly string?[] _strings;
    private readonly ImmutableArray<string>[] _lists;

    /// <param name="bytes">A whole index.</param>
    /// <exception cref="InvalidDataException">It is none, or one of another version, or damaged.</exception>
    internal IndexReader(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        var size = Unsafe.SizeOf<IndexHeader>();
        _header = bytes.Length >= size ? MemoryMarshal.Read<IndexHeader>(bytes.Span) : default;
        if (_header.Mark != IndexHeader.CurrentMark || _header.Length != bytes.Length)
        {
            throw new InvalidDataException("it is not an index of this version");
        }

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

        var entry = Table<NameEntry>(_header.Names, _header.NameCount)[place];
        return Part(Table<int>(_header.Order, _header.RecordCount), entry.Start, entry.Count);
    }

    internal bool Contains(string name)
    {
        var contains = FindName(name) >= 0;
        GC.KeepAlive(this);
        return contains;
    }

    internal ref readonly RecordEntry Record(int number) =>
        ref Part(Table<RecordEntry>(_header.Records, _header.RecordCount), number, 1)[0];

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
        return rare.Length is 0 or RareField.Count ? rare : throw Damaged();
    }

    /// <summary>Pairs of the name of a group and the list of its match specs.</summary>
    internal ReadOnlySpan<int> PairsOf(int list)
    {
        var pairs = Numbers(list);
        return pairs.Length % 2 == 0 ? pairs : throw Damaged();
    }

    private static InvalidDataException Damaged() => new("the index is damaged");

    private static void CheckNumber(int number, int count)
    {
        if ((uint)number >= (uint)count)
        {
            throw Damaged();
        }
    }

    private static ReadOnlySpan<T> Part<T>(ReadOnlySpan<T> whole, long start, long count) =>
        start >= 0 && count >= 0 && start <= whole.Length - count
            ? whole.Slice((int)start, (int)count)
            : throw Damaged();

    private void CheckTables()
    {
        _ = Table<RecordEntry>(_header.Records, _header.RecordCount);
        _ = Table<int>(_header.Order, _header.RecordCount);
        _ = Table<NameEntry>(_header.Names, _header.NameCount);
        _ = Table<int>(_header.StringStarts, _header.StringCount + 1L);
        _ = Table<int>(_header.ListStarts, _header.ListCount + 1L);
        if (_header.StringCount < 1 || _header.ListCount < 1)
        {
            throw Damaged();
        }
    }

    private ReadOnlySpan<byte> TextBytes(int number) =>
        Run(_header.StringStarts, _header.StringCount, _header.StringBytes, number);

    private int NameAt(int place) => Table<NameEntry>(_header.Names, _header.NameCount)[place].Name;

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
        var bounds = Table<int>(starts + ((long)number * sizeof(int)), 2);
        return Part(_bytes.Span, bytes + bounds[0], (long)bounds[1] - bounds[0]);
    }

    private ReadOnlySpan<T> Table<T>(long start, long count)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(Part(_bytes.Span, start, count * Unsafe.SizeOf<T>()));
}
