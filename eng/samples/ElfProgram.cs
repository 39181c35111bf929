using System.Buffers.Binary;

namespace EnvBuild.SampleChannel;

/// <summary>A static ELF file: one segment with code and data, no libraries (System V ABI, ELF-64).</summary>
internal static class ElfProgram
{
    private const ulong LoadAddress = 0x400000;
    private const int FileHeaderSize = 64;
    private const int ProgramHeaderSize = 56;
    private const int HeaderSize = FileHeaderSize + ProgramHeaderSize;

    public static byte[] Write(ushort machine, ReadOnlySpan<byte> code)
    {
        var file = new byte[HeaderSize + code.Length];
        WriteFileHeader(file, machine);
        WriteProgramHeader(file.AsSpan(FileHeaderSize, ProgramHeaderSize), (ulong)file.Length);
        code.CopyTo(file.AsSpan(HeaderSize));
        return file;
    }

    private static void WriteFileHeader(Span<byte> header, ushort machine)
    {
        // 64-bit, little endian, version 1.
        ReadOnlySpan<byte> identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2); // executable
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1); // version
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], LoadAddress + HeaderSize); // entry
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], FileHeaderSize); // program headers
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], FileHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], ProgramHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1);
    }

    private static void WriteProgramHeader(Span<byte> header, ulong fileSize)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, 1); // load
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 5); // read and execute
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], fileSize);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], fileSize);
        BinaryPrimitives.WriteUInt64LittleEndian(header[48..], 0x1000); // alignment
    }
}
