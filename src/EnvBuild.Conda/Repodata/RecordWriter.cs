using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata;

/// <summary>Takes the fields of records as a reader meets them, and puts them into an index.</summary>
/// <param name="builder">The index.</param>
internal sealed class RecordWriter(IndexBuilder builder)
{
    /// <summary>Timestamps above this are milliseconds; below, seconds.</summary>
    private const long FirstMillisecondTimestamp = 100_000_000_000;

    // Neighbours in a channel have much in common: what the last record had is tried first.
    private readonly int[] _lastTexts = new int[(int)RecordField.ExtraDepends + 1];
    private readonly ListGuess[] _lastLists =
        [.. Enumerable.Range(0, (int)RecordField.ExtraDepends + 1).Select(_ => new ListGuess())];
    private readonly List<int> _items = [];
    private readonly List<int> _groups = [];
    private ListGuess _guess = new();
    private byte[] _fileName = new byte[256];
    private int _fileNameLength;

    private RecordDraft Draft => builder.Draft;

    private ReadOnlySpan<byte> FileName => _fileName.AsSpan(0, _fileNameLength);

    /// <summary>Starts a record.</summary>
    /// <param name="fileName">Name of its file, or the part of it before the extension.</param>
    /// <param name="extension">What is to be added to the name.</param>
    internal void Begin(ReadOnlySpan<byte> fileName, ReadOnlySpan<byte> extension)
    {
        BeginFile(fileName, extension);
        BeginFields();
    }

    /// <summary>Starts the fields of a record, or starts them again.</summary>
    internal void BeginFields()
    {
        Draft.Clear();
        _groups.Clear();
    }

    /// <summary>Says the name of the file of the next record.</summary>
    /// <param name="fileName">Its name, or the part of it before the extension.</param>
    /// <param name="extension">What is to be added to the name.</param>
    internal void BeginFile(ReadOnlySpan<byte> fileName, ReadOnlySpan<byte> extension)
    {
        _fileNameLength = fileName.Length + extension.Length;
        if (_fileName.Length < _fileNameLength)
        {
            _fileName = new byte[_fileNameLength * 2];
        }

        fileName.CopyTo(_fileName);
        extension.CopyTo(_fileName.AsSpan(fileName.Length));
    }

    /// <summary>Adds the record, where it is one of a package.</summary>
    internal void End()
    {
        ref var entry = ref Draft.Entry;
        var isNew = FileName.EndsWith(".conda"u8);
        if (!Draft.IsWhole || !(isNew || FileName.EndsWith(".tar.bz2"u8)))
        {
            return;
        }

        entry.Traits |= isNew ? RecordTraits.IsNewFormat : RecordTraits.None;
        entry.FileName = IsNamedByPackage(isNew ? 6 : 8) ? 0 : builder.Strings.Intern(FileName);
        if (_groups.Count > 0)
        {
            Draft.SetRare(RareField.ExtraDepends, InternList(_groups));
        }

        builder.Commit(FileName);
    }

    internal void Text(RecordField field, ReadOnlySpan<byte> text)
    {
        ref var entry = ref Draft.Entry;
        switch (field)
        {
            case RecordField.Name: entry.Name = InternLower(text); break;
            case RecordField.Version: entry.Version = InternNear(field, text); break;
            case RecordField.Build: entry.Build = InternNear(field, text); break;
            case RecordField.License: entry.License = InternNear(field, text); break;
            case RecordField.LicenseFamily: entry.LicenseFamily = InternNear(field, text); break;
            case RecordField.Sha256: Draft.SetSha256(text); break;
            case RecordField.Md5: Draft.SetMd5(text); break;
            case RecordField.NoArch:
                entry.Traits |= text.SequenceEqual("python"u8)
                    ? RecordTraits.NoArchPython
                    : RecordTraits.NoArchGeneric;
                break;
            case RecordField.SitePackages:
                Draft.SetRare(RareField.SitePackages, builder.Strings.Intern(text));
                break;
            case RecordField.TrackFeatures or RecordField.Features:
                Words(field, text);
                break;
            default:
                if (Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length)
                {
                    Number(field, number);
                }

                break;
        }
    }

    internal void Number(RecordField field, long number)
    {
        ref var entry = ref Draft.Entry;
        switch (field)
        {
            case RecordField.BuildNumber: entry.BuildNumber = number; break;
            case RecordField.Size:
                entry.Size = number;
                entry.Traits |= RecordTraits.HasSize;
                break;
            case RecordField.Timestamp:
                entry.Timestamp = Milliseconds(number);
                entry.Traits |= RecordTraits.HasTimestamp;
                break;
            case RecordField.IndexedTimestamp:
                entry.IndexedTimestamp = Milliseconds(number);
                entry.Traits |= RecordTraits.HasIndexedTimestamp;
                break;
        }
    }

    /// <summary>A hash that came as bytes.</summary>
    internal void Hash(RecordField field, ReadOnlySpan<byte> hash)
    {
        Span<byte> digits = stackalloc byte[64];
        if (hash.Length * 2 <= digits.Length && Convert.TryToHexStringLower(hash, digits, out var written))
        {
            Text(field, digits[..written]);
        }
    }

    internal void IsNoArch() => Draft.Entry.Traits |= RecordTraits.NoArchGeneric;

    internal void BeginList(RecordField field)
    {
        _guess = _lastLists[(int)field];
        _items.Clear();
    }

    internal void Item(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            var guess = _items.Count < _guess.Items.Count ? _guess.Items[_items.Count] : 0;
            _items.Add(builder.Strings.Intern(text, guess));
        }
    }

    internal void EndList(RecordField field)
    {
        var list = InternItems();
        switch (field)
        {
            case RecordField.Depends: Draft.Entry.Depends = list; break;
            case RecordField.Constrains: Draft.Entry.Constrains = list; break;
            case RecordField.TrackFeatures: Draft.SetRare(RareField.TrackFeatures, list); break;
            case RecordField.Features: Draft.SetRare(RareField.Features, list); break;
            case RecordField.Flags: Draft.SetRare(RareField.Flags, list); break;
        }
    }

    /// <summary>The list that just ended is a group of optional dependencies.</summary>
    internal void EndGroup(int name)
    {
        _groups.Add(name);
        _groups.Add(InternItems());
    }

    internal int Intern(ReadOnlySpan<byte> text) => builder.Strings.Intern(text);

    private static long Milliseconds(long time) => time < FirstMillisecondTimestamp ? time * 1000 : time;

    private int InternList(List<int> items) =>
        builder.Lists.Intern(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(items)));

    private int InternItems()
    {
        var items = CollectionsMarshal.AsSpan(_items);
        if (!items.SequenceEqual(CollectionsMarshal.AsSpan(_guess.Items)))
        {
            _guess.Items.Clear();
            _guess.Items.AddRange(items);
            _guess.Number = InternList(_items);
        }

        return _guess.Number;
    }

    private int InternNear(RecordField field, ReadOnlySpan<byte> text)
    {
        ref var last = ref _lastTexts[(int)field];
        return last = builder.Strings.Intern(text, last);
    }

    private int InternLower(ReadOnlySpan<byte> name)
    {
        ref var last = ref _lastTexts[(int)RecordField.Name];
        if (builder.Strings[last].SequenceEqual(name))
        {
            return last;
        }

        var isLower = !name.ContainsAnyInRange((byte)'A', (byte)'Z')
            && !name.ContainsAnyInRange((byte)0x80, (byte)0xFF);
        return last = isLower
            ? builder.Strings.Intern(name)
            : builder.Strings.Intern(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(name).ToLowerInvariant()));
    }

    private void Words(RecordField field, ReadOnlySpan<byte> text)
    {
        BeginList(field);
        foreach (var range in text.SplitAny(" ,"u8))
        {
            Item(text[range]);
        }

        EndList(field);
    }

    /// <summary>Whether the file is named as the package is (CEP 26), as nearly all are.</summary>
    private bool IsNamedByPackage(int extensionLength)
    {
        var entry = Draft.Entry;
        var strings = builder.Strings;
        var name = strings[entry.Name];
        var version = strings[entry.Version];
        var build = strings[entry.Build];
        var stem = FileName[..^extensionLength];
        return stem.Length == name.Length + version.Length + build.Length + 2
            && stem.StartsWith(name) && stem[name.Length] == '-' && stem.EndsWith(build)
            && stem[name.Length + 1 + version.Length] == '-'
            && stem.Slice(name.Length + 1, version.Length).SequenceEqual(version);
    }
}
