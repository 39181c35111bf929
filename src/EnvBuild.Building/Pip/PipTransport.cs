using System.Net.Http.Headers;
using EnvBuild.Conda.Fetching;
using EnvBuild.Python.Indexes;

namespace EnvBuild.Building.Pip;

/// <summary>Asks indexes as channels are asked, with the credentials that the definition holds.</summary>
internal sealed class PipTransport(
    DocumentClient documents, PackageFetcher fetcher, string metadataFolder, PipCredentials credentials) : IIndexTransport
{
    public Task<byte[]?> FindAsync(string url, string? accept, CancellationToken cancellationToken) =>
        documents.FindAsync(credentials.Add(url), accept, cancellationToken);

    public Task<(byte[] Part, long Size)?> FindPartAsync(
        string url, long offset, int length, CancellationToken cancellationToken)
    {
        var range = offset < 0 ? new RangeItemHeaderValue(null, length) : new RangeItemHeaderValue(offset, offset + length - 1);
        return documents.FindPartAsync(credentials.Add(url), range, cancellationToken);
    }

    public async Task<string> FetchAsync(IndexFile file, CancellationToken cancellationToken)
    {
        var source = new PackageSource(
            credentials.Add(file.Url.Split('#')[0]),
            file.FileName,
            file.Hashes.GetValueOrDefault("sha256"),
            file.Hashes.GetValueOrDefault("md5"),
            file.Size);
        return (await fetcher.FetchAsync(source, cancellationToken).ConfigureAwait(false)).Path;
    }

    public async Task<byte[]?> ReadCacheAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(key), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async Task WriteCacheAsync(string key, byte[] metadata, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(metadataFolder);
            var path = PathOf(key);
            var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
            await File.WriteAllBytesAsync(temporary, metadata, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is asked for again next time.
        }
    }

    private string PathOf(string key) => Path.Combine(metadataFolder, key);
}
