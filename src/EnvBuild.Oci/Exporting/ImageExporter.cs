using EnvBuild.Diagnostics;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Exporting;

/// <summary>Writes images of a store as archives or layouts. Equal images give equal bytes.</summary>
public static class ImageExporter
{
    /// <summary>
    /// Writes images to a file, or a folder for <see cref="ImageExportFormat.OciLayout"/>, in one step.
    /// </summary>
    /// <param name="store">Has the images.</param>
    /// <param name="images">What to write.</param>
    /// <param name="path">Absolute path; a file, or a folder that holds nothing but a layout, is replaced.</param>
    /// <param name="format">Form.</param>
    /// <param name="cancellationToken">Stops it; what stood at the path stays.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5000, ENV5002: a blob is missing or damaged. ENV5004: engines would refuse a name. ENV5007: something stands
    /// at the path that is not replaced, or the path is in the store. ENV0004, ENV0005: writing failed.
    /// </exception>
    public static async Task ExportAsync(
        BlobStore store,
        IReadOnlyList<ExportedImage> images,
        string path,
        ImageExportFormat format,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(images);
        var entries = await ExportContent.CreateAsync(store, images, format, cancellationToken).ConfigureAwait(false);
        var temporary = $"{Path.TrimEndingDirectorySeparator(path)}.{Guid.NewGuid():n}.tmp";
        try
        {
            ExportTarget.Check(path, format, store.Folder);
            Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
            await (format == ImageExportFormat.OciLayout
                ? LayoutFolder.WriteAsync(entries, temporary, cancellationToken)
                : WriteFileAsync(entries, temporary, cancellationToken)).ConfigureAwait(false);

            // Writing may take minutes, in which somebody may have put something there.
            ExportTarget.Check(path, format, store.Folder);
            Publish(temporary, path, format);
        }
        catch (Exception exception) when (StorageFailure.IsExpected(exception))
        {
            throw StorageFailure.ToException(exception, path);
        }
        finally
        {
            LayoutFolder.Remove(temporary);
        }
    }

    /// <summary>Writes images as an archive into a stream, such as the request of an engine.</summary>
    /// <param name="store">Has the images.</param>
    /// <param name="images">What to write.</param>
    /// <param name="output">Takes the archive; stays open.</param>
    /// <param name="format">Form; not a layout folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5000, ENV5002: a blob is missing or damaged. ENV5004: a name.</exception>
    public static async Task WriteArchiveAsync(
        BlobStore store,
        IReadOnlyList<ExportedImage> images,
        Stream output,
        ImageExportFormat format,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(images);
        if (format == ImageExportFormat.OciLayout)
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "A folder cannot be written to a stream.");
        }

        var entries = await ExportContent.CreateAsync(store, images, format, cancellationToken).ConfigureAwait(false);
        await WriteTarAsync(entries, output, cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteFileAsync(
        IReadOnlyList<TarItem> entries, string temporary, CancellationToken cancellationToken)
    {
        var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using (file.ConfigureAwait(false))
        {
            await WriteTarAsync(entries, file, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => file.Flush(flushToDisk: true), cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Publish(string temporary, string path, ImageExportFormat format)
    {
        if (format == ImageExportFormat.OciLayout)
        {
            LayoutFolder.Replace(temporary, path);
        }
        else
        {
            File.Move(temporary, path, overwrite: true);
        }
    }

    private static async Task WriteTarAsync(
        IReadOnlyList<TarItem> entries, Stream output, CancellationToken cancellationToken)
    {
        using var tar = new TarWriter(output);
        foreach (var entry in entries)
        {
            await tar.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
        }

        await tar.FinishAsync(cancellationToken).ConfigureAwait(false);
    }
}
