using System.Buffers.Binary;
using System.IO.Hashing;

namespace EnvBuild.Oci.Compression;

/// <summary>
/// gzip (RFC 1952) whose output is a function of the input alone and never changes: the framework's own changes with
/// its version and with the processor, and the digests of layers would change with it. See <c>docs/layers.md</c>.
/// </summary>
/// <param name="output">Takes the compressed bytes; stays open.</param>
internal sealed class GzipEncoder(Stream output) : WriteOnlyStream
{
    private const int BlockSize = 128 * 1024;
    private readonly byte[] _window = new byte[MatchFinder.HistorySize + BlockSize + MatchFinder.Slack];
    private readonly byte[] _output = new byte[Header.Length + BlockEncoder.WorstSize(BlockSize) + 16];
    private readonly MatchFinder _finder = new();
    private readonly MatchBuffer _found = new(BlockSize);
    private readonly BlockEncoder _encoder = new();
    private readonly Crc32 _checksum = new();
    private int _end = MatchFinder.HistorySize;
    private int _outputLength;
    private uint _length;
    private ulong _bits;
    private int _bitCount;
    private bool _hasHeader;
    private bool _isFinished;

    // Deflate, no name, no time, no hint of effort, system unknown.
    public static ReadOnlyMemory<byte> Header { get; } = new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255 };

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Take(buffer)..];
            if (_outputLength > 0)
            {
                output.Write(_output.AsSpan(0, _outputLength));
            }
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Take(buffer.Span)..];
            if (_outputLength > 0)
            {
                await output.WriteAsync(_output.AsMemory(0, _outputLength), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Does nothing: a block is written when it is full, so that the output does not depend on the caller.
    /// </summary>
    public override void Flush()
    {
    }

    /// <summary>Ends the member if it has any content; what is written from then on stands in a new one.</summary>
    public async ValueTask EndMemberAsync(CancellationToken cancellationToken)
    {
        if (!_hasHeader && _end == MatchFinder.HistorySize)
        {
            return;
        }

        Finish();
        await output.WriteAsync(_output.AsMemory(0, _outputLength), cancellationToken).ConfigureAwait(false);
        _finder.Reset();
        _checksum.Reset();
        _end = MatchFinder.HistorySize;
        (_length, _bits, _bitCount) = (0, 0, 0);
        (_hasHeader, _isFinished) = (false, false);
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_isFinished)
        {
            Finish();
            await output.WriteAsync(_output.AsMemory(0, _outputLength)).ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isFinished)
        {
            Finish();
            output.Write(_output.AsSpan(0, _outputLength));
        }

        base.Dispose(disposing);
    }

    // Takes what fits; a block goes out only when a byte behind it is known, so that the last one can be marked.
    private int Take(ReadOnlySpan<byte> buffer)
    {
        _outputLength = 0;
        if (_end == MatchFinder.HistorySize + BlockSize)
        {
            Encode(isLast: false);
        }

        var taken = Math.Min(buffer.Length, MatchFinder.HistorySize + BlockSize - _end);
        buffer[..taken].CopyTo(_window.AsSpan(_end));
        _end += taken;
        return taken;
    }

    private void Finish()
    {
        _isFinished = true;
        _outputLength = 0;
        Encode(isLast: true);
        var trailer = _output.AsSpan(_outputLength);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        _outputLength += 8;
    }

    private void Encode(bool isLast)
    {
        if (!_hasHeader)
        {
            Header.Span.CopyTo(_output);
            _outputLength = Header.Length;
            _hasHeader = true;
        }

        var block = _window.AsSpan(MatchFinder.HistorySize.._end);
        _checksum.Append(block);
        _length += (uint)block.Length;
        _found.Clear();
        _finder.Find(_window.AsSpan(0, _end), _found);

        var writer = new BitWriter(_output.AsSpan(_outputLength), _bits, _bitCount);
        _encoder.Write(block, _found, isLast, ref writer);
        if (isLast)
        {
            writer.Align();
        }

        _outputLength += writer.Length;
        (_bits, _bitCount) = (writer.Bits, writer.BitCount);
        _window.AsSpan(_end - MatchFinder.HistorySize, MatchFinder.HistorySize).CopyTo(_window);
        _end = MatchFinder.HistorySize;
    }
}
