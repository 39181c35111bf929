using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Exporting;

/// <summary>Writes the files of an export into a folder and puts it in the place of an older one.</summary>
internal static class LayoutFolder
{
    public static async Task WriteAsync(
        IReadOnlyList<TarItem> entries, string temporary, CancellationToken cancellationToken)
    {
        foreach (var item in entries)
        {
            var target = Path.Combine(temporary, item.Entry.Path);
            if (item.Entry.Kind == LayerEntryKind.Directory)
            {
                Directory.CreateDirectory(target);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await WriteFileAsync(item.Entry, target, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts a finished folder in the place of what stands there.</summary>
    public static void Replace(string temporary, string path)
    {
        var old = $"{temporary}.old";
        if (!Directory.Exists(path))
        {
            Directory.Move(temporary, path);
            return;
        }

        Directory.Move(path, old);
        try
        {
            Directory.Move(temporary, path);
        }
        catch
        {
            Directory.Move(old, path);
            throw;
        }

        Remove(old);
    }

    public static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            // The reason why writing failed is the one to tell.
        }
    }

    private static async Task WriteFileAsync(LayerEntry entry, string target, CancellationToken cancellationToken)
    {
        var content = await entry.Open!(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                await Task.Run(() => file.Flush(flushToDisk: true), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
