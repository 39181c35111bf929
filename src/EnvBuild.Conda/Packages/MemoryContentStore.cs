using System.Buffers;

namespace EnvBuild.Conda.Packages;

/// <summary>Bytes in a pooled array.</summary>
internal sealed class MemoryContentStore(byte[] rented, int length) : ContentStore
{
    private byte[]? _rented = rented;

    public override long Length => length;

    private byte[] Rented => _rented ?? throw new ObjectDisposedException(nameof(PackageArchive));

    public override bool TryGetMemory(long offset, long length, out ReadOnlyMemory<byte> memory)
    {
        memory = Rented.AsMemory((int)offset, (int)length);
        return true;
    }

    public override int Read(long offset, Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Math.Max(0, Length - offset));
        Rented.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _rented, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
