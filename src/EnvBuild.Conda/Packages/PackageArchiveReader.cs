using System.IO.Compression;
using System.Text.Json;
using EnvBuild.Diagnostics;
using ZstdSharp;

namespace EnvBuild.Conda.Packages;

/// <summary>Reads one archive file of either format.</summary>
internal sealed class PackageArchiveReader(string path, PackageArchiveOptions options) : IDisposable
{
    private const int FileBufferSize = 128 << 10;
    private const int SupportedFormatVersion = 2;
    private const int LargestFormatVersion = 64 << 10;

    private readonly string _fileName = Path.GetFileName(path);
    private readonly List<ContentStore> _stores = [];

    public async Task<PackageArchive> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadUncheckedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (EnvBuildException or OperationCanceledException))
        {
            throw new EnvBuildException([ArchiveFailure.Explain(exception, path)], exception);
        }
    }

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private async Task<PackageArchive> ReadUncheckedAsync(CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBufferSize);
        await using (file.ConfigureAwait(false))
        {
            var budget = new UnpackBudget(_fileName, file.Length, options);
            var index = new TarIndex(_fileName, budget);
            if (_fileName.EndsWith(".conda", StringComparison.OrdinalIgnoreCase))
            {
                await ReadCondaAsync(file, index, budget, cancellationToken).ConfigureAwait(false);
            }
            else if (_fileName.EndsWith(".tar.bz2", StringComparison.OrdinalIgnoreCase))
            {
                using var bzip2 = new BZip2Stream(file);
                await ReadTarAsync(bzip2, index, budget, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                throw UnknownFormat("its name ends in neither .conda nor .tar.bz2");
            }

            var archive = new PackageArchive(_fileName, [.. _stores], index.Build());
            _stores.Clear();
            return archive;
        }
    }

    private async Task ReadCondaAsync(
        FileStream file,
        TarIndex index,
        UnpackBudget budget,
        CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        await CheckFormatVersionAsync(zip, cancellationToken).ConfigureAwait(false);
        foreach (var part in (ZipArchiveEntry[])[FindPart(zip, "info-"), FindPart(zip, "pkg-")])
        {
            var compressed = await part.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var disposal = compressed.ConfigureAwait(false);
#pragma warning disable CA2000 // The using declaration disposes it; the analyzer loses sight of it at the await.
            using var zstd = new DecompressionStream(compressed, FileBufferSize);
#pragma warning restore CA2000
            await ReadTarAsync(zstd, index, budget, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadTarAsync(
        Stream tar,
        TarIndex index,
        UnpackBudget budget,
        CancellationToken cancellationToken)
    {
        var store = await ContentStoreReader.ReadAsync(tar, budget, options, cancellationToken).ConfigureAwait(false);
        _stores.Add(store);
        index.Add(store, cancellationToken);
    }

    private async Task CheckFormatVersionAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var entries = zip.Entries.Where(entry => entry.FullName == "metadata.json").ToList();
        if (entries is not [var entry])
        {
            throw new InvalidDataException($"it has {entries.Count} files metadata.json instead of one");
        }

        var stream = await entry.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);

        // It may be compressed, and unpack to anything, whatever its size is said to be.
        var json = new byte[LargestFormatVersion];
        var length = await stream.ReadAtLeastAsync(json, json.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        if (length == json.Length)
        {
            throw new InvalidDataException("its metadata.json is too large");
        }

        using var document = JsonDocument.Parse(json.AsMemory(0, length));
        var version = document.RootElement.GetProperty("conda_pkg_format_version").GetInt32();
        if (version != SupportedFormatVersion)
        {
            throw UnknownFormat($"its format version is {version}");
        }
    }

    private static ZipArchiveEntry FindPart(ZipArchive zip, string prefix)
    {
        var parts = zip.Entries
            .Where(entry => entry.FullName.StartsWith(prefix, StringComparison.Ordinal)
                && entry.FullName.EndsWith(".tar.zst", StringComparison.Ordinal))
            .ToList();
        if (parts is not [var part])
        {
            throw new InvalidDataException($"it has {parts.Count} parts named {prefix}*.tar.zst instead of one");
        }

        return part.CompressedLength == part.Length
            ? part
            : throw new InvalidDataException($"its part {part.FullName} is compressed twice or has a wrong size");
    }

    private EnvBuildException UnknownFormat(string reason) =>
        DiagnosticCatalog.PackageFormatUnknown.Exception(null, _fileName, reason);
}
