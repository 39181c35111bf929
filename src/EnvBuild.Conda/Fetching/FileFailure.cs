using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>Says what a failure of the file system means.</summary>
internal static class FileFailure
{
    private const int UnixNoSpace = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>The diagnostic for a failure at a path.</summary>
    public static Diagnostic Explain(Exception exception, string path) => exception switch
    {
        FileNotFoundException => DiagnosticCatalog.FileNotFound.At(null, path),
        IOException { HResult: UnixNoSpace or WindowsDiskFull } => DiagnosticCatalog.DiskFull.At(null, path),
        _ => DiagnosticCatalog.FileAccessFailed.At(null, path, exception.Message.TrimEnd('.')),
    };
}
