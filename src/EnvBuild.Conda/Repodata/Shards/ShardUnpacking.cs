using ZstdSharp;

namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>Unpacks shards and their index, which are small.</summary>
internal static class ShardUnpacking
{
    /// <summary>More than any channel has.</summary>
    private const int LargestUnpacked = 256 << 20;

    /// <summary>Unpacks a stream into another.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or unpacks to far too much.</exception>
    /// <exception cref="FormatException">It is not compressed with zstd.</exception>
    internal static async Task UnpackAsync(Stream packed, Stream target, CancellationToken cancellationToken)
    {
        try
        {
            var unpacking = new DecompressionStream(packed, leaveOpen: true);
            await using (unpacking.ConfigureAwait(false))
            {
                var buffer = new byte[1 << 16];
                for (var total = 0; ;)
                {
                    var count = await unpacking.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                    total += count;
                    if (total > LargestUnpacked)
                    {
                        throw new InvalidDataException("it unpacks to more than any channel has");
                    }

                    if (count == 0)
                    {
                        return;
                    }

                    await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception error) when (RepodataForms.Explain(error) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Unpacks a shard.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or unpacks to far too much.</exception>
    internal static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        try
        {
            using var decompressor = new Decompressor();
            return decompressor.Unwrap(packed, LargestUnpacked).ToArray();
        }
        catch (ZstdException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }
}
