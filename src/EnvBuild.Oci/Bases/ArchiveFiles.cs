using System.Formats.Tar;
using System.IO.Compression;
using EnvBuild.Oci.Storage;
using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Oci.Bases;

/// <summary>
/// Files of a tar, read where they lie. Nothing is ever unpacked, so that names in the archive can lead nowhere; links
/// are followed inside the archive only.
/// </summary>
internal sealed class ArchiveFiles : SourceFiles
{
    private const int LongestLinkChain = 8;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SafeFileHandle _file;

    private ArchiveFiles(SafeFileHandle file) => _file = file;

    /// <summary>
    /// Reads the table of contents. A gzipped archive is unpacked to a file that goes away with this.
    /// </summary>
    public static async Task<ArchiveFiles> OpenAsync(string path, BlobStore store, CancellationToken cancellationToken)
    {
        var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        try
        {
            if (await HasGzipMagicAsync(file, cancellationToken).ConfigureAwait(false))
            {
                var compressed = file;
                file = await UnpackAsync(compressed, store, cancellationToken).ConfigureAwait(false);
                compressed.Dispose();
            }

            var archive = new ArchiveFiles(file);
            await archive.ReadTableAsync(cancellationToken).ConfigureAwait(false);
            return archive;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override Stream? Open(string path)
    {
        var current = Normalize(path);
        for (var i = 0; i < LongestLinkChain && current is not null; i++)
        {
            if (!_entries.TryGetValue(current, out var entry))
            {
                return null;
            }

            if (entry.LinkTarget is null)
            {
                return new FileSection(_file, entry.Offset, entry.Length);
            }

            current = entry.LinkTarget;
        }

        return null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async Task<bool> HasGzipMagicAsync(SafeFileHandle file, CancellationToken cancellationToken)
    {
        var magic = new byte[2];
        return await RandomAccess.ReadAsync(file, magic, 0, cancellationToken).ConfigureAwait(false) == magic.Length
            && magic is [0x1F, 0x8B];
    }

    private static async Task<SafeFileHandle> UnpackAsync(
        SafeFileHandle compressed, BlobStore store, CancellationToken cancellationToken)
    {
        var path = DurableFiles.TemporaryPath(store.IngestFolder);
        var unpacked = new FileStream(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        await using (unpacked.ConfigureAwait(false))
        {
            try
            {
                var section = new FileSection(compressed, 0, RandomAccess.GetLength(compressed));
                var gzip = new GZipStream(section, CompressionMode.Decompress);
                await using (gzip.ConfigureAwait(false))
                {
                    await gzip.CopyToAsync(unpacked, cancellationToken).ConfigureAwait(false);
                }
            }
            catch
            {
                DurableFiles.TryDelete(path);
                throw;
            }

            return File.OpenHandle(
                path,
                share: FileShare.ReadWrite | FileShare.Delete,
                options: FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        }
    }

    // "./a//b/../c" is "a/c"; a path that leaves the archive has no normal form.
    private static string? Normalize(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment == "..")
            {
                if (segments.Count == 0)
                {
                    return null;
                }

                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }

    private async Task ReadTableAsync(CancellationToken cancellationToken)
    {
        var whole = new FileSection(_file, 0, RandomAccess.GetLength(_file));
        var reader = new TarReader(whole);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.GetNextEntryAsync(false, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                if (Normalize(entry.Name) is { } name && ToEntry(entry, name) is { } found)
                {
                    _entries[name] = found;
                }
            }
        }
    }

    private static Entry? ToEntry(TarEntry entry, string name) => entry.EntryType switch
    {
        TarEntryType.RegularFile or TarEntryType.V7RegularFile => new Entry(entry.DataOffset, entry.Length, null),
        TarEntryType.HardLink => new Entry(0, 0, Normalize(entry.LinkName) ?? name),
        TarEntryType.SymbolicLink => new Entry(0, 0, Normalize($"{name}/../{entry.LinkName}") ?? name),
        _ => null,
    };

    private readonly record struct Entry(long Offset, long Length, string? LinkTarget);
}
