using System.Security.Cryptography;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>
/// A blob of a registry that goes on to another one. Read from its beginning, it fails at its end if the content is not
/// what the digest says.
/// </summary>
internal sealed class RemoteBlobStream(
    HttpResponseMessage response, Stream body, Descriptor blob, long offset, string name) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly bool _isWhole = offset == 0;
    private long _position = offset;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count;
        try
        {
            count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw RegistryFailure.From(exception);
        }

        _position += count;
        _hash.AppendData(buffer.Span[..count]);
        return count == 0 && buffer.Length > 0 && _position < blob.Size
            ? throw new RegistryFailure($"'{name}' broke off after {_position} of {blob.Size} bytes", isTransient: true)
            : _position >= blob.Size && count > 0 ? CheckEnd(count) : count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            body.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    // Before the last bytes are handed on: whoever has the whole length takes it for finished.
    private int CheckEnd(int count) =>
        _position == blob.Size && (!_isWhole || Digest.FromHash(_hash.GetCurrentHash()) == blob.Digest)
            ? count
            : throw DiagnosticCatalog.RegistryContentMismatch.Exception(
                null, $"the blob '{blob.Digest}'", name, "it has another size or SHA-256");
}
