using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Layers;

/// <summary>
/// The entries of a layer in their one and only order: by UTF-8 bytes of the path, with every parent folder, and with
/// the content of hard-linked files under the first of their names.
/// </summary>
internal static class LayerContent
{
    public static IReadOnlyList<TarItem> Arrange(IEnumerable<LayerEntry> entries)
    {
        var items = new Dictionary<string, TarItem>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            CheckLink(entry);
            if (!items.TryAdd(entry.Path, new TarItem(entry, LayerPath.Encode(entry))))
            {
                throw DiagnosticCatalog.LayerPathConflict.Exception(null, entry.Path, entry.Path);
            }
        }

        AddParents(items);
        PlaceHardLinks(items);
        var sorted = items.Values.ToArray();
        Array.Sort(sorted, static (left, right) => left.Path.AsSpan().SequenceCompareTo(right.Path));
        return sorted;
    }

    private static void CheckLink(LayerEntry entry)
    {
        if (entry.Kind is LayerEntryKind.SymbolicLink or LayerEntryKind.HardLink
            && (string.IsNullOrEmpty(entry.LinkTarget) || entry.LinkTarget.Contains('\0', StringComparison.Ordinal)))
        {
            throw DiagnosticCatalog.LayerLinkInvalid.Exception(
                null, entry.Path, entry.LinkTarget, "the target is empty or holds a NUL character");
        }
    }

    private static void AddParents(Dictionary<string, TarItem> items)
    {
        foreach (var path in items.Keys.ToArray())
        {
            for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
            {
                var parent = path[..end];
                if (!items.TryGetValue(parent, out var existing))
                {
                    items.Add(parent, new TarItem(LayerEntry.ForDirectory(parent), LayerPath.Encode(parent)));
                }
                else if (existing.Entry.Kind != LayerEntryKind.Directory)
                {
                    throw DiagnosticCatalog.LayerPathConflict.Exception(null, parent, path);
                }
                else
                {
                    break;
                }
            }
        }
    }

    // Unpacking goes from first to last, so a name that comes before the file it links to takes over the content.
    private static void PlaceHardLinks(Dictionary<string, TarItem> items)
    {
        var groups = items.Values
            .Where(item => item.Entry.Kind == LayerEntryKind.HardLink)
            .GroupBy(item => item.Entry.LinkTarget!, StringComparer.Ordinal)
            .ToArray();
        foreach (var group in groups)
        {
            if (!items.TryGetValue(group.Key, out var file) || file.Entry.Kind != LayerEntryKind.File)
            {
                throw DiagnosticCatalog.LayerLinkInvalid.Exception(
                    null, group.First().Entry.Path, group.Key, "it is a hard link and its file is not in the layer");
            }

            TarItem[] names = [file, .. group];
            Array.Sort(names, static (left, right) => left.Path.AsSpan().SequenceCompareTo(right.Path));
            var first = names[0].Entry.Path;
            items[first] = names[0] with { Entry = file.Entry with { Path = first } };
            foreach (var name in names.AsSpan(1))
            {
                items[name.Entry.Path] = name with
                {
                    Entry = LayerEntry.ForHardLink(name.Entry.Path, first) with { Mode = file.Entry.Mode },
                };
            }
        }
    }
}
