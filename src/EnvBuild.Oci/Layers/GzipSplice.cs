using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Compression;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Layers;

/// <summary>
/// Puts content that is packed already into a gzip layer, as a member of its own between those of the encoder (RFC 1952,
/// section 2.2: a file is a series of members).
/// </summary>
/// <param name="encoder">Packs all else.</param>
/// <param name="output">Where the encoder writes.</param>
/// <param name="tar">Takes the digest of the tar.</param>
internal sealed class GzipSplice(GzipEncoder encoder, Stream output, DigestingStream tar)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Stores the packed content of a file as it is, and unpacks it to prove it and for the digest.</summary>
    /// <exception cref="EnvBuildException">ENV4503: it is not what the entry says.</exception>
    public async Task WriteAsync(LayerEntry entry, DeflatedContent packed, CancellationToken cancellationToken)
    {
        await encoder.EndMemberAsync(cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(GzipEncoder.Header, cancellationToken).ConfigureAwait(false);
        var content = await packed.Open(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var copied = new CopyingStream(content, output);
            await using (copied.ConfigureAwait(false))
            {
                await UnpackAsync(entry, packed, copied, cancellationToken).ConfigureAwait(false);
                if (copied.Count != packed.Size)
                {
                    throw Changed(entry, $"a packed size of {copied.Count} instead of {packed.Size}");
                }
            }
        }

        var trailer = new byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, packed.Crc32);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(sizeof(uint)), (uint)entry.Size);
        await output.WriteAsync(trailer, cancellationToken).ConfigureAwait(false);
    }

    private static EnvBuildException Changed(LayerEntry entry, object found) =>
        DiagnosticCatalog.LayerFileChanged.Exception(null, entry.Path, entry.Size, found);

    private async Task UnpackAsync(
        LayerEntry entry, DeflatedContent packed, CopyingStream content, CancellationToken cancellationToken)
    {
        var checksum = new Crc32();
        var total = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var inflater = new DeflateStream(content, CompressionMode.Decompress, leaveOpen: true);
            await using (inflater.ConfigureAwait(false))
            {
                int read;
                while ((read = await inflater.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    total += read;
                    if (total > entry.Size)
                    {
                        throw Changed(entry, $"more than {entry.Size}");
                    }

                    checksum.Append(buffer.AsSpan(0, read));
                    tar.Append(buffer.AsSpan(0, read));
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Changed(entry, "damaged ones");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (total != entry.Size || checksum.GetCurrentHashAsUInt32() != packed.Crc32)
        {
            throw Changed(entry, total == entry.Size ? "others" : total);
        }
    }
}
