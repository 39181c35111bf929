using EnvBuild.Conda.Access;

namespace EnvBuild.Conda.Fetching;

/// <summary>
/// The body of a response: each read is given up when the server falls silent, and a failure of the network is a
/// <see cref="HttpRequestException"/>, so that nobody takes it for one of the disk.
/// </summary>
internal sealed class GuardedStream(Stream body, ChannelResponse response, StallGuard stall) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens the body of a response.</summary>
    public static async Task<GuardedStream> OpenAsync(ChannelResponse response, StallGuard stall)
    {
        stall.Touch();
        var body = await response.Message.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        return new(ContentDecoding.Decode(response.Message, body), response, stall);
    }

    // Whoever gave the token of the caller is stopped by the guard too: it is linked to that token.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            stall.Advance(count);
            return count;
        }
        catch (OperationCanceledException)
        {
            response.Discredit();
            throw;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            response.Discredit();
            throw new HttpRequestException(exception.Message, exception);
        }
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
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
