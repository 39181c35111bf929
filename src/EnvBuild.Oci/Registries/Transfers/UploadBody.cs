using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>A part of a blob on its way out: counted, and given up when nobody takes it.</summary>
/// <param name="content">The blob from where the part begins.</param>
/// <param name="length">Length of the part.</param>
/// <param name="isLast">Whether the blob ends with the part.</param>
/// <param name="guard">Watches over the time.</param>
/// <param name="moved">Counts bytes.</param>
internal sealed class UploadBody(Stream content, long length, bool isLast, StallGuard guard, Action<int> moved)
    : Stream
{
    private long _sent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _sent;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, length - _sent);
        if (wanted == 0)
        {
            guard.AwaitAnswer();
            return 0;
        }

        var count = await content.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            throw new RegistryFailure($"the blob ended {length - _sent} bytes early", isTransient: false);
        }

        _sent += count;
        if (_sent == length && isLast)
        {
            await CheckEndAsync(cancellationToken).ConfigureAwait(false);
        }

        guard.Advance(count);
        moved(count);
        return count;
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

    // A blob is checked when it is read to its end, which has to be before its last bytes leave.
    private async Task CheckEndAsync(CancellationToken cancellationToken)
    {
        if (await content.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
        {
            throw new RegistryFailure("the blob is longer than its manifest says", isTransient: false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
