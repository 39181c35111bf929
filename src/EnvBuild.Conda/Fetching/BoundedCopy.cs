using System.Buffers;

namespace EnvBuild.Conda.Fetching;

/// <summary>Copies a stream that may be longer than anybody wants.</summary>
internal static class BoundedCopy
{
    private const int BufferSize = 64 << 10;

    /// <summary>Copies all.</summary>
    /// <param name="source">Read to its end, unless it is too long.</param>
    /// <param name="target">Takes at most <paramref name="limit"/> bytes.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <returns>Whether it was no longer than the limit.</returns>
    public static async Task<bool> TryAsync(
        Stream source, Stream target, long limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var total = 0L; ;)
            {
                var count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                total += count;
                if (count == 0 || total > limit)
                {
                    return count == 0;
                }

                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
