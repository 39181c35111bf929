using System.Buffers;
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
        var bytes = await BytesAsync(path, named, sink, cancellationToken).ConfigureAwait(false);
        if (bytes is null)
        {
            return null;
        }

        if (OtherEncoding(bytes) is { } encoding)
        {
            sink.Report(DiagnosticCatalog.EncodingInvalid, null, $"it looks like {encoding}");
            return null;
        }

        try
        {
            return new SourceText(Decode(bytes));
        }
        catch (DecoderFallbackException error)
        {
            sink.Report(DiagnosticCatalog.EncodingInvalid, null, $"the bytes at position {error.Index} are not");
            return null;
        }
    }

    /// <summary>
    /// The bytes of a file up to the limit; <see langword="null"/> when there are more, which is told.
    /// </summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="named">Where the file is named; <see langword="null"/> for the definition itself.</param>
    /// <param name="sink">Where diagnostics about the file's content go.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<byte[]?> BytesAsync(
        string path,
        SourceLocation? named,
        DiagnosticSink sink,
        CancellationToken cancellationToken)
    {
        var bytes = await NamedFile.ReadAsync(
            path, named ?? new SourceLocation(path), sink, LimitedAsync, cancellationToken).ConfigureAwait(false);
        if (bytes?.Length > YamlLimits.MaximumBytes)
        {
            sink.Report(DiagnosticCatalog.DefinitionTooLarge, null, YamlLimits.MaximumBytes / 1024);
            return null;
        }

        return bytes;
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

    // Files can hold more than they say (such as those of /proc), so it is the reading that ends.
    private static async Task<byte[]> LimitedAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(YamlLimits.MaximumBytes + 1);
        try
        {
            var count = await stream.ReadAtLeastAsync(
                buffer.AsMemory(0, YamlLimits.MaximumBytes + 1),
                YamlLimits.MaximumBytes + 1,
                throwOnEndOfStream: false,
                cancellationToken).ConfigureAwait(false);
            return buffer.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A definition starts with an ASCII character, so its zeros tell the encoding (YAML 1.2, 5.2).
    private static string? OtherEncoding(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, _, ..] or [_, 0, 0, 0, ..] => "UTF-32",
        [0, _, ..] or [_, 0, ..] => "UTF-16 without byte order mark",
        _ => null,
    };
}
