using System.Text;
using EnvBuild.Conda.Locks.Foreign;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Locking;

/// <summary>Reads the files of locks of other tools, and makes one lock of several.</summary>
public static class ForeignLocks
{
    private const int MostBytes = 64 * 1024 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads all files.</summary>
    /// <param name="import">The files, and what they are read against.</param>
    /// <param name="platform">Platform of lists that do not tell their own; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="EnvBuildException">
    /// A file is missing or broken, or two are for one platform (ENV3052).
    /// </exception>
    public static async Task<ForeignLockFile> ReadAsync(
        LockImport import, string? platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        ForeignLockFile? whole = null;
        foreach (var path in import.Paths)
        {
            var options = new ForeignLockOptions
            {
                Environment = import.Environment,
                Platform = platform,
                WorkingFolder = import.WorkingFolder,
                GetVariable = import.GetVariable,
            };
            var text = await ReadTextAsync(path, cancellationToken).ConfigureAwait(false);
            var read = ForeignLockReader.Read(text, path, options);
            whole = whole is null ? read : Join(whole, read, path);
        }

        return whole ?? throw new ArgumentException("There is no file.", nameof(import));
    }

    private static ForeignLockFile Join(ForeignLockFile first, ForeignLockFile second, string path)
    {
        var both = first.Lock.Platforms.Intersect(second.Lock.Platforms).ToList();
        return both.Count > 0
            ? throw DiagnosticCatalog.ForeignLockInvalid.Exception(
                new SourceLocation(path), $"another of the files has packages for {both[0]} too")
            : first with
            {
                Lock = LockUnion.Of(first.Lock, second.Lock) with
                {
                    Channels = [.. first.Lock.Channels.Union(second.Lock.Channels)],
                },
                Warnings = [.. first.Warnings, .. second.Warnings],
            };
    }

    private static async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw DiagnosticCatalog.ForeignLockInvalid.Exception(
                    new SourceLocation(path), $"it is larger than {MostBytes >> 20} MiB");
            }

            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return StrictUtf8.GetString(bytes.AsSpan(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0));
        }
        catch (DecoderFallbackException exception)
        {
            throw DiagnosticCatalog.ForeignLockInvalid.Exception(
                new SourceLocation(path), $"it is not UTF-8: the bytes at position {exception.Index} are not");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException([FailureDiagnostic.For(exception, path)], exception);
        }
    }
}
