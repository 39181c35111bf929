using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Layers;

/// <summary>Writes arranged entries as a tar, through a buffer so that many small files make few writes.</summary>
/// <param name="output">Takes the tar.</param>
/// <param name="splice">Takes the content of files that is packed already; without it, it is read unpacked.</param>
internal sealed class TarWriter(Stream output, GzipSplice? splice = null) : IDisposable
{
    private const int BufferSize = 256 * 1024;

    // A member of its own costs more than packing a small file together with its neighbours.
    private const int SmallestSplice = 8 * 1024;
    private readonly List<byte> _header = new(4 * TarHeader.BlockSize);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _used;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    public async Task WriteAsync(TarItem item, CancellationToken cancellationToken)
    {
        var entry = item.Entry;
        var size = entry.Kind == LayerEntryKind.File ? entry.Size : 0;
        await WriteHeaderAsync(item, size, cancellationToken).ConfigureAwait(false);
        if (size > 0)
        {
            if (splice is not null && entry.Deflated is { } packed && size >= SmallestSplice)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
                await splice.WriteAsync(entry, packed, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await WriteContentAsync(entry, cancellationToken).ConfigureAwait(false);
            }

            await FillAsync((int)(-size & (TarHeader.BlockSize - 1)), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Two blocks of zeros, and all that is still in the buffer.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await FillAsync(2 * TarHeader.BlockSize, cancellationToken).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteHeaderAsync(TarItem item, long size, CancellationToken cancellationToken)
    {
        var (type, mode) = item.Entry.Kind switch
        {
            LayerEntryKind.Directory => ('5', item.Entry.Mode),
            LayerEntryKind.SymbolicLink => ('2', 0b111_111_111),
            // Engines give the file the mode of the last name that they read.
            LayerEntryKind.HardLink => ('1', item.Entry.Mode),
            _ => ('0', item.Entry.Mode),
        };
        var link = type is '1' or '2'
            ? Encoding.UTF8.GetBytes(item.Entry.LinkTarget!)
            : [];
        _header.Clear();
        TarHeader.Append(_header, type == '5' ? [.. item.Path, (byte)'/'] : item.Path, type, mode, size, link);
        await ReserveAsync(_header.Count, cancellationToken).ConfigureAwait(false);
        CollectionsMarshal.AsSpan(_header).CopyTo(_buffer.AsSpan(_used));
        _used += _header.Count;
    }

    private async Task WriteContentAsync(LayerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Open is null)
        {
            throw DiagnosticCatalog.LayerFileChanged.Exception(null, entry.Path, entry.Size, 0);
        }

        var content = await entry.Open(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var remaining = entry.Size;
            while (remaining > 0)
            {
                await ReserveAsync(1, cancellationToken).ConfigureAwait(false);
                var room = (int)Math.Min(remaining, _buffer.Length - _used);
                var read = await content.ReadAsync(_buffer.AsMemory(_used, room), cancellationToken)
                    .ConfigureAwait(false);
                if (read == 0)
                {
                    throw DiagnosticCatalog.LayerFileChanged.Exception(
                        null, entry.Path, entry.Size, entry.Size - remaining);
                }

                _used += read;
                remaining -= read;
            }

            if (await content.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) != 0)
            {
                throw DiagnosticCatalog.LayerFileChanged.Exception(
                    null, entry.Path, entry.Size, $"more than {entry.Size}");
            }
        }
    }

    private async Task FillAsync(int count, CancellationToken cancellationToken)
    {
        await ReserveAsync(count, cancellationToken).ConfigureAwait(false);
        _buffer.AsSpan(_used, count).Clear();
        _used += count;
    }

    // Makes room for so many bytes.
    private async ValueTask ReserveAsync(int count, CancellationToken cancellationToken)
    {
        if (_buffer.Length - _used >= count)
        {
            return;
        }

        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_buffer.Length < count)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await output.WriteAsync(_buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
        _used = 0;
    }
}
