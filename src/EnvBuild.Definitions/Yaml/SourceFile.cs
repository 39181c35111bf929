using System.Text;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>Reads text files within limits.</summary>
internal static class SourceFile
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file; <see langword="null"/> when it cannot be read, which is told.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="named">Where the file is named; <see langword="null"/> for the definition itself.</param>
    /// <param name="sink">Where diagnostics about the file's content go.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<SourceText?> LoadAsync(
        string path,
        SourceLocation? named,
        DiagnosticSink sink,
        CancellationToken cancellationToken)
    {
        try
        {
            var size = new FileInfo(path).Length;
            if (size > YamlLimits.MaximumBytes)
            {
                sink.Report(DiagnosticCatalog.DefinitionTooLarge, null, YamlLimits.MaximumBytes / 1024);
                return null;
            }

            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            return new SourceText(Decode(bytes));
        }
        catch (DecoderFallbackException error)
        {
            sink.Report(DiagnosticCatalog.EncodingInvalid, null, error.Index);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            sink.ReportAt(DiagnosticCatalog.FileNotFound, named ?? new SourceLocation(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            sink.ReportAt(DiagnosticCatalog.FileAccessFailed, named ?? new SourceLocation(path), path, error.Message);
        }

        return null;
    }

    /// <summary>UTF-8 with or without byte order mark, or UTF-16 with one (YAML 1.2, 5.2).</summary>
    /// <exception cref="DecoderFallbackException">The bytes are in another encoding.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        return bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => StrictUtf8.GetString(bytes[3..]),
            [0xFF, 0xFE, ..] =>
                new UnicodeEncoding(
                    bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes[2..]),
            [0xFE, 0xFF, ..] =>
                new UnicodeEncoding(
                    bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes[2..]),
            _ => StrictUtf8.GetString(bytes),
        };
    }
}
