using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using EnvBuild.Conda.Fetching;
using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>Reads repodata from a folder, through the cache where there is one.</summary>
/// <param name="cache">The cache, if any.</param>
/// <param name="options">The clock.</param>
internal sealed class LocalRepodata(RepodataCache? cache, FetchOptions options)
{
    /// <summary>Up to this many bytes a file is known by its content; that takes about two milliseconds.</summary>
    private const long LargestHashed = 16 << 20;

    /// <summary>The index of the folder, from whichever form of repodata was written last.</summary>
    internal async Task<IndexReader?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var newest = RepodataForms.FileNames
            .Select(name => new FileInfo(Path.Combine(folder, name)))
            .Where(file => file.Exists)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .FirstOrDefault();
        if (newest is null)
        {
            return null;
        }

        try
        {
            var stream = Open(newest.FullName);
            await using (stream.ConfigureAwait(false))
            {
                return cache is null
                    ? await ReadDirectlyAsync(stream, newest.Name, cancellationToken).ConfigureAwait(false)
                    : await ReadCachedAsync(cache, stream, newest, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or InvalidDataException or FormatException
                or JsonException)
        {
            throw DiagnosticCatalog.RepodataInvalid.Exception(null, newest.FullName, error.Message);
        }
    }

    private static FileStream Open(string path) => new(
        path,
        FileMode.Open,
        FileAccess.Read,
        FileShare.ReadWrite | FileShare.Delete,
        1 << 16,
        FileOptions.SequentialScan);

    private static async Task<IndexReader> ReadDirectlyAsync(
        FileStream stream, string name, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        await RepodataImport.ReadAsync(stream, name, memory, cancellationToken).ConfigureAwait(false);
        return new IndexReader(memory.ToArray());
    }

    private async Task<IndexReader> ReadCachedAsync(
        RepodataCache cache, FileStream stream, FileInfo file, CancellationToken cancellationToken)
    {
        var tag = await TagOfAsync(stream, file, cancellationToken).ConfigureAwait(false);
        var key = RepodataCache.KeyOf(file.FullName.Replace('\\', '/'));
        if (cache.ReadState(key) is { Content: not null } state && state.ETag == tag
            && TryOpen(cache.Map(state)) is { } cached)
        {
            return cached;
        }

        var content = await cache.ImportAsync(
            key,
            new(file.FullName, null, tag, null, options.TimeProvider.GetUtcNow(), 0),
            stream,
            (source, target, token) => RepodataImport.ReadAsync(source, file.Name, target, token),
            cancellationToken).ConfigureAwait(false);
        return new IndexReader(content);
    }

    /// <summary>Tells whether a file is the one that was read before.</summary>
    private static async Task<string> TagOfAsync(FileStream stream, FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Length > LargestHashed)
        {
            // Two files of such a size with equal lengths and times are not made by accident.
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Length} {file.LastWriteTimeUtc.Ticks} {file.CreationTimeUtc.Ticks}");
        }

        // A time of change tells too little where files are copied; hashing a file is far cheaper than reading it.
        var hash = new XxHash128();
        await hash.AppendAsync(stream, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static IndexReader? TryOpen(ReadOnlyMemory<byte>? content)
    {
        try
        {
            return content is { } bytes ? new IndexReader(bytes) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
