using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Oci.Storage;

/// <summary>
/// One holder of a key among all processes. The operating system frees it when the holder dies. Files of locks stay:
/// removing one while another process waits for it would make two holders.
/// </summary>
public sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(100);
    private readonly FileStream? _file;

    private StoreLock(FileStream? file) => _file = file;

    /// <summary>
    /// Whether this holds the key. If not, the process may only read the store: it can change neither blobs nor names,
    /// so there is nothing that it has to do alone.
    /// </summary>
    public bool IsHeld => _file is not null;

    /// <summary>Frees the key.</summary>
    public void Dispose() => _file?.Dispose();

    internal static async Task<StoreLock> AcquireAsync(
        StoreLayout layout,
        string key,
        Action? waiting,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        for (var attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryAcquire(layout, key, out var acquired))
            {
                return acquired;
            }

            if (attempt == 0)
            {
                waiting?.Invoke();
            }

            await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    private static bool TryAcquire(StoreLayout layout, string key, [NotNullWhen(true)] out StoreLock? acquired)
    {
        var path = layout.Lock(key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            acquired = new StoreLock(
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            return true;
        }
        catch (IOException exception) when (IsHeldElsewhere(exception))
        {
            acquired = null;
            return false;
        }
        catch (Exception exception) when (StorageFailure.IsDenied(exception) && !DurableFiles.CanWrite(layout.Ingest))
        {
            // All that is written goes through that folder. Where it can be written to, only the lock is in disorder,
            // and going on without it would not be sound.
            acquired = new StoreLock(null);
            return true;
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, path);
        }
    }

    // EWOULDBLOCK of flock on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static bool IsHeldElsewhere(IOException exception) => exception.HResult switch
    {
        11 => OperatingSystem.IsLinux(),
        35 => OperatingSystem.IsMacOS(),
        unchecked((int)0x80070020) or unchecked((int)0x80070021) => true,
        _ => false,
    };
}
