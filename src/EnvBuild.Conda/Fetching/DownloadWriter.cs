using System.Buffers;
using System.Net;
using EnvBuild.Conda.Access;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>Writes the body of a response to the partial file, hashing what passes.</summary>
internal sealed class DownloadWriter(
    PackageSource source, PackageCachePlace place, IReporter reporter, long largest)
{
    private const int BufferSize = 128 << 10;

    /// <summary>Writes all, and makes sure that it is on the disk.</summary>
    /// <returns>What the partial file now holds.</returns>
    public async Task<FetchedPackage> WriteAsync(
        ChannelResponse response, StallGuard stall, CancellationToken cancellationToken)
    {
        using var hash = new ContentHash(source);
        var file = new FileStream(place.PartialPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
        await using (file.ConfigureAwait(false))
        {
            if (ContinuesAt(response, file.Length))
            {
                await hash.AppendAsync(file, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                file.SetLength(0);
            }

            var body = await GuardedStream.OpenAsync(response, stall).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await CopyAsync(body, file, hash, cancellationToken).ConfigureAwait(false);
            }

            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }

        return hash.ToPackage(place.PartialPath);
    }

    private static bool ContinuesAt(ChannelResponse response, long length) =>
        response.Status == HttpStatusCode.PartialContent
        && response.Message.Content.Headers.ContentRange?.From == length;

    private async Task CopyAsync(
        GuardedStream body, FileStream file, ContentHash hash, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            hash.Append(buffer.AsSpan(0, count));
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            reporter.Progress(new ProgressUpdate("Downloading", source.FileName, hash.Size, source.Size, "B"));
            if (hash.Size > source.Size)
            {
                // More than was promised is wrong whatever follows.
                break;
            }

            if (hash.Size > largest)
            {
                throw new HttpRequestException($"it has more than {largest} bytes");
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
