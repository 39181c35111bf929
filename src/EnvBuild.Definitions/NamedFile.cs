using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>Opens files that a definition, or the user, names; only regular files are read.</summary>
internal static class NamedFile
{
    /// <summary>What is read of a file; <see langword="null"/> when it cannot be read, which is told.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="named">Where the file is named.</param>
    /// <param name="sink">Where diagnostics go.</param>
    /// <param name="read">Reads the open file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<T?> ReadAsync<T>(
        string path,
        SourceLocation named,
        DiagnosticSink sink,
        Func<Stream, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
        where T : class
    {
        if (RegularFile.OtherKind(path) is { } kind)
        {
            sink.ReportAt(DiagnosticCatalog.FileNotRegular, named, path, kind);
            return null;
        }

        try
        {
            var stream = File.OpenRead(path);
            await using (stream.ConfigureAwait(false))
            {
                return await read(stream, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            sink.ReportAt(DiagnosticCatalog.FileNotFound, named, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            sink.ReportAt(DiagnosticCatalog.FileAccessFailed, named, path, error.Message);
        }

        return null;
    }
}
