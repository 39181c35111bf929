namespace EnvBuild.Python.Wheels;

/// <summary>A member of a wheel, from its central directory (APPNOTE 4.3.12).</summary>
/// <param name="Name">Path with <c>/</c>, without a trailing slash; never leaves its root.</param>
/// <param name="IsDirectory">Whether it is a folder, which installation skips.</param>
/// <param name="UnixMode">Type and permissions of the file (<c>st_mode</c>); 0 where the wheel has none.</param>
/// <param name="Compression">How the data is packed.</param>
/// <param name="Crc32">CRC-32 (IEEE) of the unpacked data.</param>
/// <param name="PackedSize">Bytes of the packed data.</param>
/// <param name="Size">Bytes of the unpacked data.</param>
/// <param name="DataOffset">Where the packed data starts, in bytes from the start of the file.</param>
public sealed record WheelMember(
    string Name,
    bool IsDirectory,
    int UnixMode,
    WheelCompression Compression,
    uint Crc32,
    long PackedSize,
    long Size,
    long DataOffset)
{
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int AnyExecute = 0x49;

    /// <summary>Whether the wheel says that it is a regular file that someone may run, which is pip's rule.</summary>
    public bool IsExecutable => (UnixMode & TypeMask) == RegularFile && (UnixMode & AnyExecute) != 0;
}
