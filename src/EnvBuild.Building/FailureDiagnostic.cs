using EnvBuild.Diagnostics;

namespace EnvBuild.Building;

/// <summary>Turns what the operating system or a defect threw into a diagnostic.</summary>
public static class FailureDiagnostic
{
    private const int NoSpaceOnUnix = 28;
    private const int DiskFullOnWindows = unchecked((int)0x80070070);
    private const int HandleDiskFullOnWindows = unchecked((int)0x80070027);

    /// <summary>The diagnostic for an exception that is not an <see cref="EnvBuildException"/>.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="path">What was being read or written, where that is known.</param>
    public static Diagnostic For(Exception exception, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            IOException { HResult: NoSpaceOnUnix or DiskFullOnWindows or HandleDiskFullOnWindows } =>
                DiagnosticCatalog.DiskFull.At(null, path ?? "the store"),
            FileNotFoundException { FileName: { } file } => DiagnosticCatalog.FileNotFound.At(null, file),
            IOException or UnauthorizedAccessException =>
                DiagnosticCatalog.FileAccessFailed.At(null, path ?? "A file", exception.Message),
            _ => DiagnosticCatalog.Unexpected.At(null, $"{exception.GetType().Name}: {exception.Message}"),
        };
    }
}
