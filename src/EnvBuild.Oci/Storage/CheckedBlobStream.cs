using System.Security.Cryptography;

namespace EnvBuild.Oci.Storage;

/// <summary>Reads a blob and fails at its end if the content is not what the digest says.</summary>
internal sealed class CheckedBlobStream(BlobStore store, Digest digest) : Stream
{
    private readonly Stream _content = store.OpenRead(digest);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _content.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Check(buffer.AsSpan(offset, _content.Read(buffer, offset, count)), count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return Check(buffer.Span[..read], buffer.Length);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Check(ReadOnlySpan<byte> read, int wanted)
    {
        _hash.AppendData(read);
        return read.Length > 0 || wanted == 0 || Digest.FromHash(_hash.GetCurrentHash()) == digest
            ? read.Length
            : throw store.SetAside(digest);
    }
}
