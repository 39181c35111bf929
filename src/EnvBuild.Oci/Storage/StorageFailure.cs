using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Storage;

/// <summary>Turns failures of the file system into diagnostics.</summary>
internal static class StorageFailure
{
    private const int NoSpaceUnix = 28;
    private const int ReadOnlyUnix = 30;
    private const int WriteProtectWindows = unchecked((int)0x80070013);
    private const int QuotaLinux = 122;
    private const int QuotaMac = 69;
    private const int DiskFullWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullWindows = unchecked((int)0x80070027);

    /// <summary>Whether the operating system, not the program, is the cause.</summary>
    public static bool IsExpected(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether the user may not write there, or nobody may.</summary>
    public static bool IsDenied(Exception exception) =>
        exception is UnauthorizedAccessException or IOException { HResult: ReadOnlyUnix or WriteProtectWindows };

    public static EnvBuildException ToException(Exception exception, string path) => new(
        [
            exception is IOException && IsDiskFull(exception.HResult)
                ? DiagnosticCatalog.DiskFull.At(null, path)
                : DiagnosticCatalog.FileAccessFailed.At(null, path, exception.Message.TrimEnd('.')),
        ],
        exception);

    private static bool IsDiskFull(int code) =>
        code is NoSpaceUnix or DiskFullWindows or HandleDiskFullWindows
        || (code == QuotaLinux && OperatingSystem.IsLinux())
        || (code == QuotaMac && OperatingSystem.IsMacOS());
}
