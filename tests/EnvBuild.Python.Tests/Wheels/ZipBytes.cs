using System.Buffers.Binary;

namespace EnvBuild.Python.Wheels.Tests;

/// <summary>Changes to the bytes of a zip that no writer makes.</summary>
internal static class ZipBytes
{
    public delegate void EntryChange(Span<byte> entry);

    /// <summary>Changes the first record of the central directory.</summary>
    public static byte[] ChangeEntry(byte[] bytes, EntryChange change)
    {
        change(bytes.AsSpan(bytes.AsSpan().IndexOf("PK\x01\x02"u8)));
        return bytes;
    }

    /// <summary>Moves the sizes and offset of the only member and of the directory into zip64 records.</summary>
    public static byte[] ToZip64(byte[] bytes)
    {
        var start = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        var end = bytes.AsSpan().IndexOf("PK\x05\x06"u8);
        var entry = bytes[start..end];
        var extra = new byte[28];
        BinaryPrimitives.WriteUInt16LittleEndian(extra, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(extra.AsSpan(2), 24);
        BinaryPrimitives.WriteUInt32LittleEndian(extra.AsSpan(4), BitConverter.ToUInt32(entry, 24));
        BinaryPrimitives.WriteUInt32LittleEndian(extra.AsSpan(12), BitConverter.ToUInt32(entry, 20));
        entry.AsSpan(20, 8).Fill(0xFF);
        entry.AsSpan(42, 4).Fill(0xFF);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(30), (ushort)extra.Length);
        byte[] directory = [.. entry, .. extra];

        var end64 = new byte[76];
        "PK\x06\x06"u8.CopyTo(end64);
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(4), 44);
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(32), 1);
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(40), directory.Length);
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(48), start);
        "PK\x06\x07"u8.CopyTo(end64.AsSpan(56));
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(64), start + directory.Length);

        var last = bytes[end..];
        last.AsSpan(10, 10).Fill(0xFF);
        return [.. bytes[..start], .. directory, .. end64, .. last];
    }
}
