using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Storage;

public sealed partial class BlobStore
{
    /// <summary>Looks at what the store holds. Reads names and the marker, and of blobs the sizes alone.</summary>
    /// <param name="mostBlobs">Blobs that are counted at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5005: something else stands there. ENV0004: it cannot be read.
    /// </exception>
    public async Task<StoreInventory> TakeInventoryAsync(int mostBlobs, CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(Folder))
            {
                throw DiagnosticCatalog.StoreUnusable.Exception(null, Folder, "it is a file");
            }

            if (!Directory.Exists(Folder))
            {
                return new StoreInventory(false, 0, [], 0, 0, true, 0);
            }

            if (File.Exists(_layout.Marker))
            {
                CheckMarker(await File.ReadAllBytesAsync(_layout.Marker, cancellationToken).ConfigureAwait(false));
            }

            var names = await ListReferencesAsync(cancellationToken).ConfigureAwait(false);
            var damaged = await ListDamagedReferencesAsync(cancellationToken).ConfigureAwait(false);
            var (blobs, bytes, isComplete) = CountBlobs(mostBlobs, cancellationToken);
            return new StoreInventory(
                true, names.Length, damaged, blobs, bytes, isComplete, AbandonedFiles().Count());
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, Folder);
        }
    }

    /// <summary>
    /// Whether a process of this user can make files in the store, whose folder is made for that if it is missing.
    /// </summary>
    public bool CanWrite() => DurableFiles.CanWrite(_layout.Ingest);

    private (int Blobs, long Bytes, bool IsComplete) CountBlobs(int mostBlobs, CancellationToken cancellationToken)
    {
        var (blobs, bytes) = (0, 0L);
        var folder = new DirectoryInfo(_layout.Blobs);
        foreach (var file in folder.Exists ? folder.EnumerateFiles() : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (blobs == mostBlobs)
            {
                return (blobs, bytes, false);
            }

            blobs++;
            bytes += file.Length;
        }

        return (blobs, bytes, true);
    }

    private IEnumerable<string> AbandonedFiles()
    {
        var limit = _timeProvider.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1);
        return Directory.Exists(_layout.Ingest)
            ? Directory.EnumerateFiles(_layout.Ingest).Where(path => File.GetLastWriteTimeUtc(path) < limit)
            : [];
    }
}
