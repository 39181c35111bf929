using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>
/// The bytes of an index, checked block by block when they are first touched: a damaged cache is noticed, and nobody
/// waits for parts that nobody asks for. Behind the content stands a hash of each of its blocks.
/// </summary>
internal sealed class IndexBlocks
{
    internal const int BlockSize = 1 << 14;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _contentLength;
    private readonly bool[] _isChecked;

    /// <param name="bytes">A whole index.</param>
    /// <param name="contentLength">Where the hashes start.</param>
    /// <exception cref="InvalidDataException">The lengths do not fit.</exception>
    internal IndexBlocks(ReadOnlyMemory<byte> bytes, long contentLength)
    {
        var count = CountOf(contentLength);
        if (contentLength < 0 || bytes.Length - contentLength != count * sizeof(ulong))
        {
            throw Damaged();
        }

        _bytes = bytes;
        _contentLength = (int)contentLength;
        _isChecked = new bool[count];
    }

    internal static InvalidDataException Damaged() => new("the index is damaged");

    /// <summary>Number of blocks of a content.</summary>
    internal static long CountOf(long contentLength) => (contentLength + BlockSize - 1) / BlockSize;

    internal static ulong HashOf(ReadOnlySpan<byte> block) => XxHash3.HashToUInt64(block);

    /// <summary>A part of the content.</summary>
    /// <exception cref="InvalidDataException">It is not there, or damaged.</exception>
    internal ReadOnlySpan<byte> Slice(long start, long count)
    {
        if (start < 0 || count < 0 || start > _contentLength - count)
        {
            throw Damaged();
        }

        if (count > 0)
        {
            for (var block = start / BlockSize; block <= (start + count - 1) / BlockSize; block++)
            {
                if (!_isChecked[block])
                {
                    Check((int)block);
                }
            }
        }

        return _bytes.Span.Slice((int)start, (int)count);
    }

    /// <summary>Checks everything.</summary>
    /// <exception cref="InvalidDataException">Something is damaged.</exception>
    internal void CheckAll() => _ = Slice(0, _contentLength);

    private void Check(int block)
    {
        var start = block * BlockSize;
        var content = _bytes.Span[start..Math.Min(start + BlockSize, _contentLength)];
        var hashes = MemoryMarshal.Cast<byte, ulong>(_bytes.Span[_contentLength..]);
        if (HashOf(content) != hashes[block])
        {
            throw Damaged();
        }

        _isChecked[block] = true;
    }
}
