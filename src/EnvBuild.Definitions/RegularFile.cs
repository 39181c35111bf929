using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EnvBuild.Definitions;

/// <summary>
/// Tells regular files from all else before they are opened: opening a pipe waits for a writer, and a device may have
/// no end.
/// </summary>
internal static partial class RegularFile
{
    private const int CurrentFolder = -100;
    private const uint MaskOfType = 0x1;

    // struct statx (Linux, linux/stat.h) is the same on every architecture: 256 bytes, the mode at byte 28.
    private const int SizeOfStatus = 256;
    private const int OffsetOfMode = 28;

    /// <summary>What stands at the path when it is no regular file; <see langword="null"/> when it is one, when
    /// nothing is there, and where it cannot be told.</summary>
    /// <param name="path">Absolute path; links are followed.</param>
    public static string? OtherKind(string path) =>
        Directory.Exists(path) ? "a folder" : OperatingSystem.IsLinux() ? OtherKindOnLinux(path) : null;

    private static string? OtherKindOnLinux(string path)
    {
        const int mask = 0xF000;
        return (ModeOf(path) & mask) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    private static int ModeOf(string path)
    {
        Span<byte> status = stackalloc byte[SizeOfStatus];
        try
        {
            return Status(CurrentFolder, path, 0, MaskOfType, ref MemoryMarshal.GetReference(status)) == 0
                ? ReadMode(status)
                : 0;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            // C libraries before 2018 have no statx; the file is then opened as it is.
            return 0;
        }
    }

    private static ushort ReadMode(ReadOnlySpan<byte> status)
    {
        var mode = status.Slice(OffsetOfMode, sizeof(ushort));
        return BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt16LittleEndian(mode)
            : BinaryPrimitives.ReadUInt16BigEndian(mode);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);
}
