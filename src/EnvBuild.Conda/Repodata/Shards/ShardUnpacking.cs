using EnvBuild.Conda.Fetching;
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
                var start = target.Length;
                if (!await BoundedCopy.TryAsync(unpacking, target, LargestUnpacked, cancellationToken)
                    .ConfigureAwait(false))
                {
                    throw new InvalidDataException("it unpacks to more than any channel has");
                }

                if (target.Length == start)
                {
                    throw new InvalidDataException("it is empty");
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
    internal static async Task<byte[]> UnpackAsync(byte[] packed, CancellationToken cancellationToken)
    {
        // What the head of a frame says of its size is not believed: memory is taken for what really comes.
        using var source = new MemoryStream(packed);
        using var target = new MemoryStream();
        try
        {
            await UnpackAsync(source, target, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException error)
        {
            throw new InvalidDataException(error.Message, error);
        }

        return target.ToArray();
    }
}
