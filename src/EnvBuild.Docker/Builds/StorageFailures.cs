using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Builds;

/// <summary>Turns failures of the disk of the store into diagnostics.</summary>
internal static class StorageFailures
{
    private const int NoSpaceUnix = 28;
    private const int DiskFullWindows = unchecked((int)0x80070070);

    public static EnvBuildException ToException(Exception exception, string path) => new(
        [
            exception.HResult is NoSpaceUnix or DiskFullWindows
                ? DiagnosticCatalog.DiskFull.At(null, path)
                : DiagnosticCatalog.FileAccessFailed.At(null, path, exception.Message.TrimEnd('.')),
        ],
        exception);
}
