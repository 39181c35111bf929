using System.Runtime.InteropServices;

namespace EnvBuild.Oci.Storage;

/// <summary>Files that are either there in full or not at all, also after the power failed.</summary>
internal static partial class DurableFiles
{
    private const int OpenReadOnly = 0;

    /// <summary>Gives a finished and flushed file its final name, and makes the name durable.</summary>
    public static void Publish(string temporary, string final)
    {
        try
        {
            File.Move(temporary, final, overwrite: true);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception) && OperatingSystem.IsWindows()
            && File.Exists(final))
        {
            // Somebody reads the file of that name, which only ever holds the same content or a newer one.
            File.Delete(temporary);
        }

        FlushFolder(Path.GetDirectoryName(final)!);
    }

    /// <summary>Whether a file is there with this content.</summary>
    public static async Task<bool> HoldsAsync(
        string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file
                && file.Length == content.Length
                && (await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false))
                    .AsSpan().SequenceEqual(content.Span);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            // Writing it shows what the matter is.
            return false;
        }
    }

    /// <summary>Whether files can be made in a folder, which is made if it is missing.</summary>
    public static bool CanWrite(string folder)
    {
        var path = TemporaryPath(folder);
        try
        {
            Directory.CreateDirectory(folder);
            File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write).Dispose();
            TryDelete(path);
            return true;
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            // Other reasons than permission, such as a full disk, may pass, and then it can be written to.
            return !StorageFailure.IsDenied(exception);
        }
    }

    /// <summary>Writes a small file.</summary>
    public static async Task WriteAsync(
        string ingestFolder, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var temporary = TemporaryPath(ingestFolder);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = File.OpenHandle(
                temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous))
            {
                await RandomAccess.WriteAsync(file, content, 0, cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file);
            }

            Publish(temporary, path);
        }
        catch (Exception exception)
        {
            TryDelete(temporary);
            if (StorageFailure.IsExpected(exception))
            {
                throw StorageFailure.ToException(exception, path);
            }

            throw;
        }
    }

    public static string TemporaryPath(string folder) => Path.Combine(folder, $"{Guid.NewGuid():n}.tmp");

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            // The sweep of stale files takes it later.
        }
    }

    /// <summary>Makes the names in a folder durable. Windows does so by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, OpenReadOnly);
        if (descriptor < 0)
        {
            return;
        }

        // Some file systems refuse to flush a folder; they have nothing better to offer.
        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
