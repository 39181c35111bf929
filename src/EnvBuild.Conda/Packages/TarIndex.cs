using System.Formats.Tar;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Packages;

/// <summary>Finds the entries of an unpacked tar and where their content lies.</summary>
internal sealed class TarIndex(string fileName, UnpackBudget budget)
{
    private readonly Dictionary<string, ArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _hardLinks = new(StringComparer.Ordinal);

    /// <summary>Adds the entries of one tar.</summary>
    public void Add(ContentStore store, CancellationToken cancellationToken)
    {
        using var stream = new TarStream(new Content(store, [new ContentSegment(0, store.Length, default)]));
        using var reader = new TarReader(stream, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            budget.SpendEntry();
            if (entry.EntryType != TarEntryType.GlobalExtendedAttributes)
            {
                Add(entry, store);
            }
        }
    }

    /// <summary>All entries by path, hard links resolved.</summary>
    public Dictionary<string, ArchiveEntry> Build()
    {
        foreach (var path in _hardLinks.Keys)
        {
            Resolve(path);
        }

        return _entries;
    }

    private void Add(TarEntry entry, ContentStore store)
    {
        var path = ArchivePath.Normalize(entry.Name);
        if (entry.EntryType == TarEntryType.Directory && path is "" or ".")
        {
            return;
        }

        Check(path);
        budget.SpendText(path.Length + entry.LinkName.Length);
        var isKnown = _entries.TryGetValue(path, out var known) || _hardLinks.ContainsKey(path);
        if (isKnown && (known?.Kind != ArchiveEntryKind.Directory || entry.EntryType != TarEntryType.Directory))
        {
            throw Unsafe(path, "occurs twice");
        }

        if (entry.EntryType == TarEntryType.HardLink)
        {
            var target = ArchivePath.Normalize(entry.LinkName);
            Check(target);
            _hardLinks.Add(path, target);
            return;
        }

        _entries[path] = ToEntry(path, entry, store);
    }

    private ArchiveEntry ToEntry(string path, TarEntry entry, ContentStore store)
    {
        var mode = (int)entry.Mode;
        switch (entry.EntryType)
        {
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                CheckNotSparse(path, entry);
                return new ArchiveEntry(path, ArchiveEntryKind.File, mode, null, ToContent(entry, store));
            case TarEntryType.Directory:
                return new ArchiveEntry(path, ArchiveEntryKind.Directory, mode, null, Content.Empty);
            case TarEntryType.SymbolicLink:
                if (entry.LinkName.Length is 0 or > ArchivePath.MaximumLength
                    || entry.LinkName.Contains('\0', StringComparison.Ordinal))
                {
                    throw Unsafe(path, "is a link without a usable target");
                }

                return new ArchiveEntry(path, ArchiveEntryKind.SymbolicLink, mode, entry.LinkName, Content.Empty);
            default:
                throw DiagnosticCatalog.PackageEntryUnsupported.Exception(null, fileName, path, entry.EntryType);
        }
    }

    // What such an entry holds is a map of holes and the pieces between them, not the file.
    private void CheckNotSparse(string path, TarEntry entry)
    {
        if (entry is PaxTarEntry pax
            && pax.ExtendedAttributes.Keys.Any(key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal)))
        {
            throw DiagnosticCatalog.PackageEntryUnsupported.Exception(null, fileName, path, TarEntryType.SparseFile);
        }
    }

    private static Content ToContent(TarEntry entry, ContentStore store)
    {
        if (entry.Length == 0)
        {
            return Content.Empty;
        }

        if (entry.DataOffset < 0 || entry.DataOffset > store.Length - entry.Length)
        {
            throw new EndOfStreamException($"it ends inside the file {entry.Name}");
        }

        return new Content(store, [new ContentSegment(entry.DataOffset, entry.Length, default)]);
    }

    // Each link of a chain is resolved once, so that a long chain costs no more than its length.
    private void Resolve(string path)
    {
        var chain = new List<string>();
        var target = path;
        while (!_entries.ContainsKey(target) && _hardLinks.TryGetValue(target, out var next)
            && chain.Count <= _hardLinks.Count)
        {
            chain.Add(target);
            target = next;
        }

        if (!_entries.TryGetValue(target, out var entry) || entry.Kind == ArchiveEntryKind.Directory)
        {
            throw Unsafe(path, $"is a hard link to '{_hardLinks[path]}', which is not a file of the package");
        }

        foreach (var link in chain)
        {
            _entries[link] = entry with { Path = link };
        }
    }

    private void Check(string path)
    {
        if (ArchivePath.FindFault(path) is { } fault)
        {
            throw Unsafe(path, fault);
        }
    }

    private EnvBuildException Unsafe(string path, string fault) =>
        DiagnosticCatalog.PackagePathUnsafe.Exception(null, fileName, path, fault);
}
