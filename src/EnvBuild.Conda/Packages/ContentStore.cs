namespace EnvBuild.Conda.Packages;

/// <summary>The unpacked bytes of one part of an archive, readable at random.</summary>
internal abstract class ContentStore : IDisposable
{
    /// <summary>Number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Bytes without copying; false where they are not in memory.</summary>
    public abstract bool TryGetMemory(long offset, long length, out ReadOnlyMemory<byte> memory);

    /// <summary>Copies bytes; returns fewer than asked for only at the end.</summary>
    public abstract int Read(long offset, Span<byte> buffer);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
