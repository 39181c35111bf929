using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>A file as memory: the system reads the pages that are touched. Unmapped when nobody uses it any more.</summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;
    private bool _isDisposed;

    private MappedFile(string path)
    {
        var length = new FileInfo(path).Length;
        if (length is 0 or > int.MaxValue)
        {
            throw new IOException($"The file '{path}' has {length} bytes.");
        }

        _length = (int)length;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        _file = MemoryMappedFile.CreateFromFile(
            stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

#pragma warning disable CA2015 // Whoever takes a span keeps the reader alive, see IndexReader.
    ~MappedFile() => Dispose(disposing: false);
#pragma warning restore CA2015

    /// <summary>Maps a file.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <exception cref="IOException">The file cannot be opened, is empty, or is larger than 2 GB.</exception>
    internal static ReadOnlyMemory<byte> Map(string path) => new MappedFile(path).Memory;

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_start, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _view?.SafeMemoryMappedViewHandle.ReleasePointer();
            _view?.Dispose();
            _file?.Dispose();
        }
    }
}
