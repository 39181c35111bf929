using System.Security.Cryptography;
using EnvBuild.Oci.Compression;

namespace EnvBuild.Oci.Storage;

/// <summary>
/// Hands bytes on while it computes their SHA-256 and counts them. Does not own the stream behind it.
/// </summary>
/// <param name="inner">Takes the bytes; <see cref="Stream.Null"/> to compute only.</param>
internal sealed class DigestingStream(Stream inner) : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    /// <summary>Digest of all bytes so far.</summary>
    public Digest GetDigest() => Digest.FromHash(_hash.GetCurrentHash());

    /// <summary>Takes bytes into the digest that reach the stream behind it in another way.</summary>
    public void Append(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        Count += buffer.Length;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Append(buffer);
        inner.Write(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Append(buffer.Span);
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
