using ICSharpCode.SharpZipLib.BZip2;

namespace EnvBuild.Conda.Packages;

/// <summary>
/// Decompresses bzip2, also where several streams follow each other, as parallel compressors write it.
/// </summary>
internal sealed class BZip2Stream : Stream
{
    private readonly Stream _compressed;
    private BZip2InputStream? _current;

    public BZip2Stream(Stream compressed)
    {
        _compressed = compressed;
        _current = TryOpenNext() ?? throw new InvalidDataException("it does not begin like a bzip2 stream");
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_current is not null)
        {
            var read = _current.Read(buffer, offset, count);
            if (read > 0)
            {
                return read;
            }

            _current.Dispose();
            _current = TryOpenNext();
        }

        return 0;
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
            _current?.Dispose();
            _compressed.Dispose();
        }

        base.Dispose(disposing);
    }

    private BZip2InputStream? TryOpenNext()
    {
        Span<byte> magic = stackalloc byte[4];
        var start = _compressed.Position;
        var read = _compressed.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        _compressed.Position = start;
        return read == magic.Length && magic.StartsWith("BZh"u8) && magic[3] is >= (byte)'1' and <= (byte)'9'
            ? new BZip2InputStream(_compressed) { IsStreamOwner = false }
            : null;
    }
}
