using System.IO.Hashing;

namespace EnvBuild.Python.Wheels;

/// <summary>
/// The unpacked data of a member. Reading fails with <see cref="WheelException"/> as soon as there is more than the
/// member declares, and at the end when there is less or its CRC differs.
/// </summary>
internal sealed class VerifiedStream(Stream inner, FileRangeStream packed, string wheel, WheelMember member) : ForwardStream
{
    private readonly Crc32 _crc = new();
    private long _size;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            return Verify(buffer[..inner.Read(buffer)]);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Verify(buffer.Span[..count]);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Verify(ReadOnlySpan<byte> read)
    {
        _size += read.Length;
        if (_size > member.Size)
        {
            throw Fault($"unpacks to more than the {member.Size} bytes it declares");
        }

        _crc.Append(read);
        if (read.IsEmpty && _size != member.Size)
        {
            throw Fault($"ends after {_size} of {member.Size} bytes");
        }

        // Others would find more there than this reader.
        if (read.IsEmpty && !packed.IsAtEnd)
        {
            throw Fault("has bytes behind its data");
        }

        return !read.IsEmpty || _crc.GetCurrentHashAsUInt32() == member.Crc32 ? read.Length : throw Fault("does not have its CRC-32");
    }

    private WheelException Damaged(Exception inner) =>
        new(wheel, member.Name, "is not a valid deflate stream", inner);

    private WheelException Fault(string reason) => new(wheel, member.Name, reason);
}
