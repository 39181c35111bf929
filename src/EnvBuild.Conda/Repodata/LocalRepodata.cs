using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>Reads repodata from a folder.</summary>
internal static class LocalRepodata
{
    /// <summary>The bytes of <c>repodata.json</c>, from whichever form of it was written last.</summary>
    internal static async Task<byte[]?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var newest = RepodataFormats.FileNames
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
            var stream = new FileStream(
                newest.FullName,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                1 << 16,
                useAsync: true);
            await using (stream.ConfigureAwait(false))
            {
                return await RepodataFormats.ReadAllAsync(stream, newest.Name, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw DiagnosticCatalog.RepodataInvalid.Exception(null, newest.FullName, error.Message);
        }
    }
}
