using System.Collections.Immutable;
using ZstdSharp;

namespace EnvBuild.Conda.Repodata;

/// <summary>The forms in which channels offer repodata.</summary>
internal static class RepodataFormats
{
    /// <summary>More than any channel has: a file that unpacks to more is a mistake or an attack.</summary>
    private const int LargestRepodata = 2_000_000_000;

    internal static ImmutableArray<string> FileNames { get; } = ["repodata.json.zst", "repodata.json"];

    internal static async Task<byte[]> ReadAllAsync(Stream stream, string fileName, CancellationToken cancellationToken)
    {
        if (!fileName.EndsWith(".zst", StringComparison.Ordinal))
        {
            return await ReadToEndAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var unpacked = new DecompressionStream(stream, leaveOpen: true);
            await using (unpacked.ConfigureAwait(false))
            {
                return await ReadToEndAsync(unpacked, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ZstdException error)
        {
            throw new InvalidDataException(error.Message, error);
        }
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length >= LargestRepodata)
                {
                    throw new InvalidDataException("it is larger than any channel");
                }

                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, LargestRepodata));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsSpan(0, length).ToArray();
            }

            length += read;
        }
    }
}
