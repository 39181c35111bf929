using System.Buffers.Text;

namespace EnvBuild.Python.Wheels;

/// <summary>What RECORD says about a file (PEP 376, PEP 627).</summary>
/// <param name="Algorithm">Name of the hash, in lower case; empty where there is none.</param>
/// <param name="Digest">The hash; empty where there is none.</param>
/// <param name="Size">Bytes; <see langword="null"/> where it does not say.</param>
internal sealed record RecordRow(string Algorithm, ReadOnlyMemory<byte> Digest, long? Size)
{
    /// <summary>Reads the fields after the path.</summary>
    /// <returns><see langword="null"/> when they are damaged.</returns>
    public static RecordRow? Parse(string hash, string size)
    {
        long? bytes = null;
        if (size.Length > 0)
        {
            if (!long.TryParse(size, out var value))
            {
                return null;
            }

            bytes = value;
        }

        var equals = hash.IndexOf('=', StringComparison.Ordinal);
        if (hash.Length == 0)
        {
            return new RecordRow("", default, bytes);
        }

        var digest = hash[(equals + 1)..].TrimEnd('=');
        return equals > 0 && Base64Url.IsValid(digest)
            ? new RecordRow(hash[..equals].ToLowerInvariant(), Base64Url.DecodeFromChars(digest), bytes)
            : null;
    }
}
