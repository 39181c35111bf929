using System.Security.Cryptography;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Contexts;

/// <summary>Digests of files that a definition names.</summary>
internal static class ContentDigest
{
    /// <summary>SHA-256 of a file, 64 lower-case hex digits; empty when it cannot be read, which is told.</summary>
    public static async Task<string> OfFileAsync(
        string path,
        SourceLocation location,
        DiagnosticSink sink,
        CancellationToken cancellationToken)
    {
        try
        {
            var stream = File.OpenRead(path);
            await using (stream.ConfigureAwait(false))
            {
                return Convert.ToHexStringLower(
                    await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            sink.ReportAt(DiagnosticCatalog.FileNotFound, location, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            sink.ReportAt(DiagnosticCatalog.FileAccessFailed, location, path, error.Message);
        }

        return "";
    }
}
