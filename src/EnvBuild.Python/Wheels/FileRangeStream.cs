using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Python.Wheels;

/// <summary>A range of a file that others read at the same time; the handle is not its own.</summary>
internal sealed class FileRangeStream(SafeFileHandle handle, long offset, long length) : ForwardStream
{
    private long _offset = offset;
    private long _left = length;

    /// <summary>Whether all of the range was read.</summary>
    public bool IsAtEnd => _left == 0;

    public override int Read(Span<byte> buffer)
    {
        var wanted = Wanted(buffer.Length);
        return wanted == 0 ? 0 : Advance(RandomAccess.Read(handle, buffer[..wanted], _offset));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Wanted(buffer.Length);
        return wanted == 0
            ? 0
            : Advance(await RandomAccess.ReadAsync(handle, buffer[..wanted], _offset, cancellationToken)
                .ConfigureAwait(false));
    }

    // The last byte comes alone: a decoder that ends before it shows that it is none of its own.
    private int Wanted(int room) => (int)Math.Min(room, _left > 1 ? _left - 1 : _left);

    private int Advance(int count)
    {
        _offset += count;
        _left -= count;
        return count;
    }
}
