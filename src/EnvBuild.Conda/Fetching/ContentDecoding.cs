using System.IO.Compression;

namespace EnvBuild.Conda.Fetching;

/// <summary>
/// Undoes what a server did to a file for the way: nobody asks for it, but stores of objects do it to files that were
/// put there so (RFC 9110, section 8.4).
/// </summary>
internal static class ContentDecoding
{
    /// <summary>Whether a body is not the file itself.</summary>
    public static bool IsEncoded(HttpResponseMessage response) => CodingOf(response) is not null;

    /// <summary>The bytes of the file.</summary>
    public static Stream Decode(HttpResponseMessage response, Stream body) => CodingOf(response) switch
    {
        "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress),
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        _ => body,
    };

    // Other codings, such as x-bzip2, are how some servers call the file's own form.
    private static string? CodingOf(HttpResponseMessage response) =>
        response.Content.Headers.ContentEncoding.LastOrDefault()?.ToLowerInvariant() is
            ("gzip" or "x-gzip" or "deflate" or "br") and var coding ? coding : null;
}
