namespace EnvBuild.Python.Indexes;

/// <summary>A file on a server of which only the parts are fetched that are read; its end comes first.</summary>
internal sealed class RemoteFileStream : Stream
{
    // The directory of most wheels, and METADATA, which usually is next to it.
    private const int TailLength = 64 * 1024;
    private const int LeastPart = 32 * 1024;

    private readonly IIndexTransport _transport;
    private readonly string _url;
    private readonly long _length;
    private readonly List<(long Offset, byte[] Bytes)> _parts = [];
    private long _position;

    private RemoteFileStream(IIndexTransport transport, string url, byte[] tail, long length)
    {
        (_transport, _url, _length) = (transport, url, length);
        _parts.Add((length - tail.Length, tail));
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Opens a file; <see langword="null"/> where the server gives no parts.</summary>
    public static async Task<RemoteFileStream?> TryOpenAsync(
        IIndexTransport transport, string url, CancellationToken cancellationToken) =>
        await transport.FindPartAsync(url, -1, TailLength, cancellationToken).ConfigureAwait(false) is { } tail
            ? new RemoteFileStream(transport, url, tail.Part, tail.Size)
            : null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || _position >= _length)
        {
            return 0;
        }

        if (Find() is not { } part)
        {
            var next = _parts.Where(other => other.Offset > _position).Min(other => other.Offset);
            var length = (int)Math.Min(next - _position, Math.Max(buffer.Length, LeastPart));
            var found = await _transport.FindPartAsync(_url, _position, length, cancellationToken).ConfigureAwait(false)
                ?? throw new IOException("The server gives no parts any more.");
            if (found.Size != _length || found.Part.Length != length)
            {
                throw new IOException("The file changed while it was read.");
            }

            part = (_position, found.Part);
            _parts.Add(part);
        }

        var start = (int)(_position - part.Offset);
        var count = Math.Min(buffer.Length, part.Bytes.Length - start);
        part.Bytes.AsMemory(start, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private (long Offset, byte[] Bytes)? Find()
    {
        foreach (var part in _parts)
        {
            if (part.Offset <= _position && _position < part.Offset + part.Bytes.Length)
            {
                return part;
            }
        }

        return null;
    }
}
