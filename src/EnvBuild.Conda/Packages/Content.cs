using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace EnvBuild.Conda.Packages;

/// <summary>
/// Bytes that are pieces of an open archive and literal pieces between them; nothing is copied until it is read.
/// </summary>
public sealed class Content
{
    private const int BufferSize = 128 << 10;

    private readonly ContentStore? _store;

    internal Content(ContentStore? store, ImmutableArray<ContentSegment> segments)
    {
        _store = store;
        Segments = segments;
        foreach (var segment in segments)
        {
            Length += segment.Length;
        }
    }

    /// <summary>No bytes.</summary>
    public static Content Empty { get; } = new(null, []);

    /// <summary>Number of bytes.</summary>
    public long Length { get; }

    internal ImmutableArray<ContentSegment> Segments { get; }

    /// <summary>Bytes that are in memory.</summary>
    /// <param name="bytes">The bytes; not copied.</param>
    public static Content FromBytes(ReadOnlyMemory<byte> bytes) => new(null, [ContentSegment.OfLiteral(bytes)]);

    /// <summary>Writes all bytes; those in memory without copying them.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    public async ValueTask WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        foreach (var segment in Segments)
        {
            if (TryGetMemory(segment, out var memory))
            {
                await destination.WriteAsync(memory, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await CopyAsync(segment, destination, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>All bytes without copying them; false where they are in a file or in several pieces.</summary>
    /// <param name="memory">The bytes, valid while the archive is open.</param>
    public bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = default;
        return Segments.IsEmpty || (Segments is [var only] && TryGetMemory(only, out memory));
    }

    /// <summary>Opens the bytes as a stream that can be read and positioned.</summary>
    public Stream OpenRead() => new ContentStream(this);

    /// <summary>Hashes all bytes.</summary>
    /// <param name="cancellationToken">Stops between two pieces.</param>
    /// <returns>SHA-256 in lower-case hexadecimal digits.</returns>
    public string ComputeSha256(CancellationToken cancellationToken)
    {
        if (Segments is [var only] && TryGetMemory(only, out var whole))
        {
            return Convert.ToHexStringLower(SHA256.HashData(whole.Span));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ForEachPiece(hash.AppendData, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Copies all bytes into an array.</summary>
    internal byte[] ToArray()
    {
        var bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    /// <summary>Copies bytes from a position on; returns fewer than asked for only at the end.</summary>
    internal int Read(long position, Span<byte> buffer)
    {
        var total = 0;
        foreach (var segment in Segments)
        {
            if (position >= segment.Length)
            {
                position -= segment.Length;
                continue;
            }

            var count = (int)Math.Min(buffer.Length - total, segment.Length - position);
            ReadSegment(segment, position, buffer.Slice(total, count));
            total += count;
            position = 0;
            if (total == buffer.Length)
            {
                break;
            }
        }

        return total;
    }

    /// <summary>Adds a part of these bytes, as pieces.</summary>
    internal void AddSlice(ImmutableArray<ContentSegment>.Builder pieces, long start, long length)
    {
        foreach (var segment in Segments)
        {
            if (length == 0)
            {
                break;
            }

            var taken = Math.Clamp(segment.Length - start, 0, length);
            if (taken > 0)
            {
                pieces.Add(segment.Slice(start, taken));
                length -= taken;
            }

            start = Math.Max(0, start - segment.Length);
        }
    }

    internal Content With(ImmutableArray<ContentSegment> segments) => new(_store, segments);

    internal bool TryGetMemory(ContentSegment segment, out ReadOnlyMemory<byte> memory)
    {
        if (segment.IsLiteral)
        {
            memory = segment.Literal;
            return true;
        }

        return _store!.TryGetMemory(segment.Offset, segment.Length, out memory);
    }

    private void ForEachPiece(Action<ReadOnlySpan<byte>> action, CancellationToken cancellationToken)
    {
        foreach (var segment in Segments)
        {
            if (TryGetMemory(segment, out var memory))
            {
                action(memory.Span);
                continue;
            }

            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            for (long done = 0; done < segment.Length;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, segment.Length - done));
                ReadSegment(segment, done, piece);
                action(piece);
                done += piece.Length;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask CopyAsync(ContentSegment segment, Stream destination, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        for (long done = 0; done < segment.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = (int)Math.Min(buffer.Length, segment.Length - done);
            ReadSegment(segment, done, buffer.AsSpan(0, count));
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            done += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void ReadSegment(ContentSegment segment, long position, Span<byte> buffer)
    {
        if (segment.IsLiteral)
        {
            segment.Literal.Span.Slice((int)position, buffer.Length).CopyTo(buffer);
        }
        else if (_store!.Read(segment.Offset + position, buffer) != buffer.Length)
        {
            throw new EndOfStreamException("The archive ends inside a file.");
        }
    }
}
