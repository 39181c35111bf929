using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace EnvBuild.Conda.Repodata.Index;

/// <summary>Takes the hashes of the blocks of an index while it is written; see <see cref="IndexBlocks"/>.</summary>
internal sealed class BlockHashes
{
    private readonly XxHash3 _open = new();
    private readonly List<ulong> _hashes = [];
    private int _openLength;

    /// <summary>Takes what is written next.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, IndexBlocks.BlockSize - _openLength)];
            bytes = bytes[part.Length..];
            if (part.Length == IndexBlocks.BlockSize)
            {
                _hashes.Add(IndexBlocks.HashOf(part));
                continue;
            }

            _open.Append(part);
            _openLength += part.Length;
            if (_openLength == IndexBlocks.BlockSize)
            {
                Close();
            }
        }
    }

    /// <summary>All hashes, of a content that is whole.</summary>
    internal ReadOnlySpan<ulong> Finish()
    {
        if (_openLength > 0)
        {
            Close();
        }

        return CollectionsMarshal.AsSpan(_hashes);
    }

    /// <summary>Takes the hash of a block once more, whose bytes have changed.</summary>
    /// <param name="content">The content, whole.</param>
    /// <param name="contentLength">Its length.</param>
    /// <param name="block">Number of the block.</param>
    internal void Renew(Stream content, long contentLength, long block)
    {
        content.Position = block * IndexBlocks.BlockSize;
        var bytes = new byte[Math.Min(IndexBlocks.BlockSize, contentLength - content.Position)];
        content.ReadExactly(bytes);
        _hashes[(int)block] = IndexBlocks.HashOf(bytes);
    }

    private void Close()
    {
        _hashes.Add(_open.GetCurrentHashAsUInt64());
        _open.Reset();
        _openLength = 0;
    }
}
