using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace EnvBuild.Python.Wheels;

/// <summary>What the end of a zip says about its central directory (APPNOTE 4.3.14 to 4.3.16).</summary>
/// <param name="Offset">Where the directory starts in the file.</param>
/// <param name="Size">Bytes of the directory.</param>
/// <param name="Count">Members of the directory.</param>
/// <param name="Leading">Bytes before the zip itself, to add to every offset it names.</param>
internal readonly record struct ZipEnd(long Offset, long Size, long Count, long Leading)
{
    private const int EndSize = 22;
    private const int Locator64Size = 20;
    private const int End64Size = 56;

    private static ReadOnlySpan<byte> EndSignature => "PK\x05\x06"u8;

    private static ReadOnlySpan<byte> Locator64Signature => "PK\x06\x07"u8;

    private static ReadOnlySpan<byte> End64Signature => "PK\x06\x06"u8;

    /// <summary>Reads the end records.</summary>
    /// <exception cref="WheelException">It is no zip, or a truncated one.</exception>
    public static async Task<ZipEnd> ReadAsync(
        SafeFileHandle handle, string wheel, long length, CancellationToken cancellationToken)
    {
        var tail = new byte[(int)Math.Min(length, EndSize + ushort.MaxValue + Locator64Size + End64Size)];
        await FileBytes.ReadAsync(handle, tail, length - tail.Length, wheel, cancellationToken).ConfigureAwait(false);
        var end = Find(tail);
        return end < 0
            ? throw new WheelException(wheel, null, "is not a zip archive, or a truncated one")
            : Parse(tail, end, length - tail.Length, wheel);
    }

    private static int Find(ReadOnlySpan<byte> tail)
    {
        for (var at = tail.Length - EndSize; at >= 0; at--)
        {
            if (tail[at..].StartsWith(EndSignature)
                && at + EndSize + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) == tail.Length)
            {
                return at;
            }
        }

        return -1;
    }

    private static ZipEnd Parse(ReadOnlySpan<byte> tail, int at, long tailOffset, string wheel)
    {
        var end = tail[at..];
        long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var records = at;
        if (at >= Locator64Size && tail[(at - Locator64Size)..].StartsWith(Locator64Signature))
        {
            records = at - Locator64Size - End64Size;
            if (records < 0 || !tail[records..].StartsWith(End64Signature))
            {
                throw new WheelException(wheel, null, "has no zip64 end record where it should be");
            }

            count = BinaryPrimitives.ReadInt64LittleEndian(tail[(records + 32)..]);
            size = BinaryPrimitives.ReadInt64LittleEndian(tail[(records + 40)..]);
            offset = BinaryPrimitives.ReadInt64LittleEndian(tail[(records + 48)..]);
        }

        var start = tailOffset + records - size;
        return size < 0 || offset < 0 || count < 0 || start < offset
            ? throw new WheelException(wheel, null, "has a central directory outside the file: it is truncated")
            : new ZipEnd(start, size, count, start - offset);
    }
}
