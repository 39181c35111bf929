using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>Writes an index: records as they come, then the tables that they are found by.</summary>
/// <remarks>
/// What must be kept until the end is the texts and lists, each once, and four bytes for each record; so a channel of
/// a million records takes about a hundred megabytes while its index is made.
/// </remarks>
internal sealed class IndexBuilder
{
    private const int BufferedRecords = 1024;

    private readonly Stream _stream;
    private readonly RecordEntry[] _buffer = new RecordEntry[BufferedRecords];
    private readonly Dictionary<int, int> _placesOfNames = [];
    private readonly List<int> _names = [];
    private readonly List<int> _placeOfRecord = [];
    private readonly List<uint> _fileHashes = [];
    private readonly BlockHashes _hashes = new();
    private readonly HashSet<long> _changedBlocks = [];
    private int _buffered;

    /// <param name="stream">Empty, can be read and sought in; stays open.</param>
    internal IndexBuilder(Stream stream)
    {
        _stream = stream;
        Draft = new RecordDraft(Lists);
        var header = default(IndexHeader);
        Append(MemoryMarshal.AsBytes(new Span<IndexHeader>(ref header)));
    }

    internal SpanInterner Strings { get; } = new();

    internal SpanInterner Lists { get; } = new();

    internal RecordDraft Draft { get; }

    /// <summary>Names of files that are not to be used any more.</summary>
    internal HashSet<string> Removed { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds the record that the draft holds.</summary>
    /// <param name="fileName">Name of its file.</param>
    internal void Commit(ReadOnlySpan<byte> fileName)
    {
        _fileHashes.Add(HashOf(fileName));
        var entry = Draft.Finish();
        _placeOfRecord.Add(PlaceOf(entry.Name));
        _buffer[_buffered++] = entry;
        if (_buffered == BufferedRecords)
        {
            Flush();
        }
    }

    /// <summary>Writes the tables; the stream then holds a whole index.</summary>
    internal void Finish(RepodataInfo info)
    {
        Flush();
        var header = new IndexHeader
        {
            Mark = IndexHeader.CurrentMark,
            Records = Unsafe.SizeOf<IndexHeader>(),
            RecordCount = _placeOfRecord.Count,
            NameCount = _names.Count,
            BaseUrl = Strings.Intern(Utf8(info.BaseUrl)),
            RelationBase = Strings.Intern(Utf8(info.RelationBase)),
            RelationOverrides = Strings.Intern(Utf8(info.RelationOverrides)),
            UnreadRevisions = Strings.Intern(Utf8(info.UnreadRevisions)),
        };
        MarkRemoved(header.Records);
        _stream.Seek(0, SeekOrigin.End);
        WriteNames(ref header);
        header.StringCount = Strings.Count;
        header.StringStarts = Write(MemoryMarshal.AsBytes(Strings.Starts));
        header.StringBytes = Write(Strings.Bytes);
        header.ListCount = Lists.Count;
        header.ListStarts = Write(MemoryMarshal.AsBytes(Lists.Starts));
        header.ListBytes = Write(Lists.Bytes);
        header.Hashes = Write([]);
        header.Length = header.Hashes + (IndexBlocks.CountOf(header.Hashes) * sizeof(ulong));
        _ = _hashes.Finish();
        WriteOver(0, header);
        foreach (var block in _changedBlocks)
        {
            _hashes.Renew(_stream, header.Hashes, block);
        }

        _stream.Position = header.Hashes;
        _stream.Write(MemoryMarshal.AsBytes(_hashes.Finish()));
        _stream.Flush();
    }

    private int PlaceOf(int name)
    {
        // Mostly the name of the last record.
        if (_placeOfRecord.Count > 0 && _names[_placeOfRecord[^1]] == name)
        {
            return _placeOfRecord[^1];
        }

        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_placesOfNames, name, out var exists);
        if (!exists)
        {
            place = _names.Count;
            _names.Add(name);
        }

        return place;
    }

    private static uint HashOf(ReadOnlySpan<byte> fileName) => (uint)XxHash3.HashToUInt64(fileName);

    private static byte[] Utf8(string? text) => Encoding.UTF8.GetBytes(text ?? "");

    private void WriteNames(ref IndexHeader header)
    {
        var entries = new NameEntry[_names.Count];
        foreach (var place in _placeOfRecord)
        {
            entries[place].Count++;
        }

        for (var (place, start) = (0, 0); place < entries.Length; place++)
        {
            entries[place].Name = _names[place];
            entries[place].Start = start;
            start += entries[place].Count;
        }

        var order = new int[_placeOfRecord.Count];
        var next = Array.ConvertAll(entries, entry => entry.Start);
        for (var record = 0; record < order.Length; record++)
        {
            order[next[_placeOfRecord[record]]++] = record;
        }

        Array.Sort(entries, (left, right) => Strings[left.Name].SequenceCompareTo(Strings[right.Name]));
        header.Order = Write(MemoryMarshal.AsBytes<int>(order));
        header.Names = Write(MemoryMarshal.AsBytes<NameEntry>(entries));
    }

    private void MarkRemoved(long records)
    {
        if (Removed.Count == 0)
        {
            return;
        }

        // Most files that were removed have no record any more; only those that seem to have one are read again.
        var removed = Removed.Select(name => HashOf(Utf8(name))).ToHashSet();
        for (var i = 0; i < _fileHashes.Count; i++)
        {
            if (removed.Contains(_fileHashes[i]))
            {
                MarkRemovedAt(records + ((long)i * Unsafe.SizeOf<RecordEntry>()));
            }
        }
    }

    private void MarkRemovedAt(long position)
    {
        var entry = default(RecordEntry);
        _stream.Position = position;
        _stream.ReadExactly(MemoryMarshal.AsBytes(new Span<RecordEntry>(ref entry)));
        if (Removed.Contains(RecordText.FileName(entry, Text)))
        {
            entry.Traits |= RecordTraits.IsRemoved;
            WriteOver(position, entry);
        }
    }

    private static ReadOnlySpan<byte> Padding => [0, 0, 0, 0, 0, 0, 0];

    private string Text(int number) => Encoding.UTF8.GetString(Strings[number]);

    private void Flush()
    {
        Append(MemoryMarshal.AsBytes(_buffer.AsSpan(0, _buffered)));
        _buffered = 0;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _hashes.Append(bytes);
    }

    private long Write(ReadOnlySpan<byte> bytes)
    {
        var gap = (int)(-_stream.Position & (sizeof(long) - 1));
        Append(Padding[..gap]);
        var start = _stream.Position;
        Append(bytes);
        return start;
    }

    private void WriteOver<T>(long position, T value)
        where T : unmanaged
    {
        _stream.Position = position;
        _stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref value)));
        _ = _changedBlocks.Add(position / IndexBlocks.BlockSize);
        _ = _changedBlocks.Add((_stream.Position - 1) / IndexBlocks.BlockSize);
    }
}
