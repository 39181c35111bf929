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
        var digest = await NamedFile.ReadAsync(path, location, sink, DigestAsync, cancellationToken)
            .ConfigureAwait(false);
        return digest ?? "";
    }

    private static async Task<string> DigestAsync(Stream stream, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
}
