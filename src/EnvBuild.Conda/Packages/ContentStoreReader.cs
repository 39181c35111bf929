using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Conda.Packages;

/// <summary>Unpacks a stream once: into memory while it is small, else into a temporary file.</summary>
internal static class ContentStoreReader
{
    private const int FirstSize = 1 << 20;

    public static async Task<ContentStore> ReadAsync(
        Stream source,
        UnpackBudget budget,
        PackageArchiveOptions options,
        CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstSize, options.MemoryLimit));
        var kept = false;
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (buffer.Length >= options.MemoryLimit)
                    {
                        return await SpoolAsync(buffer, source, budget, options, cancellationToken)
                            .ConfigureAwait(false);
                    }

                    buffer = Grow(buffer, options.MemoryLimit);
                }

                var count = await source.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    kept = true;
                    return new MemoryContentStore(buffer, length);
                }

                budget.Spend(count);
                length += count;
            }
        }
        finally
        {
            if (!kept)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static byte[] Grow(byte[] buffer, int limit)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(limit, buffer.Length + 1), buffer.Length * 2L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static async Task<ContentStore> SpoolAsync(
        byte[] full,
        Stream source,
        UnpackBudget budget,
        PackageArchiveOptions options,
        CancellationToken cancellationToken)
    {
        SafeFileHandle? file = null;
        try
        {
            file = SpooledContentStore.CreateFile(options.SpoolFolder);
            long length = 0;
            for (var count = full.Length; count > 0;)
            {
                RandomAccess.Write(file, full.AsSpan(0, count), length);
                length += count;
                count = await source.ReadAsync(full.AsMemory(0, Math.Min(full.Length, FirstSize)), cancellationToken)
                    .ConfigureAwait(false);
                budget.Spend(count);
            }

            var store = new SpooledContentStore(file, length);
            file = null;
            return store;
        }
        finally
        {
            file?.Dispose();
        }
    }
}
