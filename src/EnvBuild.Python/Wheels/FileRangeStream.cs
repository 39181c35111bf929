using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Python.Wheels;

/// <summary>A range of a file that others read at the same time; the handle is not its own.</summary>
internal sealed class FileRangeStream(SafeFileHandle handle, long offset, long length) : ForwardStream
{
    private long _offset = offset;
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, _left);
        return wanted == 0 ? 0 : Advance(RandomAccess.Read(handle, buffer[..wanted], _offset));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, _left);
        return wanted == 0
            ? 0
            : Advance(await RandomAccess.ReadAsync(handle, buffer[..wanted], _offset, cancellationToken)
                .ConfigureAwait(false));
    }

    private int Advance(int count)
    {
        _offset += count;
        _left -= count;
        return count;
    }
}
