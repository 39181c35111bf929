using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata;

/// <summary>
/// Makes an index of a file of repodata while the file comes in: one task fetches and decompresses, another reads.
/// </summary>
internal static class RepodataImport
{
    /// <summary>More than any channel has: a file that unpacks to more is a mistake or an attack.</summary>
    private const long LargestRepodata = 2_000_000_000;

    private const int BlockSize = 1 << 20;

    /// <summary>Room in front of a block, for the part of a record with which the block before it ends.</summary>
    private const int Headroom = 1 << 14;

    /// <summary>More than any record has.</summary>
    private const int LargestRecord = 32 << 20;
    private const int ShownBytes = 40;

    /// <summary>Reads all.</summary>
    /// <param name="packed">The file; stays open.</param>
    /// <param name="fileName">Its name, which tells the form.</param>
    /// <param name="index">Empty; is written and read. Holds a whole index afterwards.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="FormatException">The file is something else, such as a page of HTML.</exception>
    /// <exception cref="JsonException">The JSON is cut off, or none of repodata.</exception>
    internal static async Task ReadAsync(
        Stream packed, string fileName, Stream index, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var blocks = System.Threading.Channels.Channel.CreateBounded<ArraySegment<byte>>(
            new BoundedChannelOptions(4) { SingleReader = true, SingleWriter = true });
        var unpacking = Task.Run(() => UnpackAsync(packed, fileName, blocks.Writer, stop.Token), CancellationToken.None);
        try
        {
            await ReadBlocksAsync(blocks.Reader, unpacking, index, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Nobody may read from the stream any more when this returns.
            await stop.CancelAsync().ConfigureAwait(false);
            await unpacking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task UnpackAsync(
        Stream packed, string fileName, ChannelWriter<ArraySegment<byte>> blocks, CancellationToken cancellationToken)
    {
        try
        {
            var plain = await RepodataForms.UnpackAsync(packed, fileName, cancellationToken).ConfigureAwait(false);
            var length = await CopyAsync(plain, blocks, cancellationToken).ConfigureAwait(false);
            if (length == 0 && plain != packed)
            {
                // An empty repodata.json is an empty channel; a compressed one of no bytes is an answer without a body.
                throw new InvalidDataException("it is empty");
            }

            if (plain != packed)
            {
                await plain.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (RepodataForms.Explain(error) is { } explained)
        {
            throw explained;
        }
        finally
        {
            blocks.Complete();
        }
    }

    private static async Task<long> CopyAsync(
        Stream plain, ChannelWriter<ArraySegment<byte>> blocks, CancellationToken cancellationToken)
    {
        for (var total = 0L; ;)
        {
            var block = ArrayPool<byte>.Shared.Rent(Headroom + BlockSize);
            var count = await plain.ReadAtLeastAsync(
                block.AsMemory(Headroom, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            total += count;
            if (total > LargestRepodata)
            {
                throw new InvalidDataException("it is larger than any channel");
            }

            await blocks.WriteAsync(new(block, Headroom, count), cancellationToken).ConfigureAwait(false);
            if (count < BlockSize)
            {
                return total;
            }
        }
    }

    private static async Task ReadBlocksAsync(
        ChannelReader<ArraySegment<byte>> blocks, Task unpacking, Stream index, CancellationToken cancellationToken)
    {
        var builder = new IndexBuilder(index);
        var reader = new RepodataJsonReader(builder);
        var (rest, isStarted) = (new ArraySegment<byte>([]), false);
        await foreach (var block in blocks.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var bytes = Join(rest, block);
            var used = isStarted ? 0 : SkipToStart(bytes, ref isStarted);
            used += isStarted ? reader.Read(bytes.AsSpan(used), isFinal: false) : 0;
            rest = bytes[used..];
            if (rest.Count > LargestRecord)
            {
                throw new InvalidDataException("it has a record that is larger than any");
            }
        }

        // Where it failed, the blocks end too early.
        await unpacking.ConfigureAwait(false);
        if (isStarted)
        {
            _ = reader.Read(rest, isFinal: true);
        }

        builder.Finish(reader.Info);
    }

    /// <summary>Puts what is left of the blocks before in front of a block: into its headroom, where that does.</summary>
    private static ArraySegment<byte> Join(ArraySegment<byte> rest, ArraySegment<byte> block)
    {
        if (rest.Count <= block.Offset)
        {
            var start = block.Offset - rest.Count;
            rest.CopyTo(block.Array!, start);
            Return(rest);
            return new(block.Array!, start, rest.Count + block.Count);
        }

        var end = rest.Offset + rest.Count;
        if (rest.Array!.Length - end < block.Count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * (rest.Count + block.Count));
            rest.CopyTo(larger);
            Return(rest);
            (rest, end) = (new(larger, 0, rest.Count), rest.Count);
        }

        block.CopyTo(rest.Array!, end);
        Return(block);
        return new(rest.Array!, rest.Offset, rest.Count + block.Count);
    }

    private static void Return(ArraySegment<byte> block)
    {
        if (block.Array is { Length: > 0 } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>Steps over what may stand in front of the object; a file without anything is an empty channel.</summary>
    private static int SkipToStart(ReadOnlySpan<byte> bytes, ref bool isStarted)
    {
        var rest = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        rest = rest.TrimStart(" \t\r\n"u8);
        isStarted = !rest.IsEmpty;
        return rest.IsEmpty || rest[0] == (byte)'{'
            ? bytes.Length - rest.Length
            : throw new FormatException($"it begins with '{Beginning(rest)}'");
    }

    private static string Beginning(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, ShownBytes)]).Trim();
        return string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
    }
}
