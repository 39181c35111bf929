using System.Text.Json;
using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Packages;

/// <summary>Tells a damaged archive from a disk that cannot be read or written.</summary>
internal static class ArchiveFailure
{
    public static Diagnostic Explain(Exception exception, string path) => exception switch
    {
        EndOfStreamException => Corrupt(path, "it ends too early"),
        IOException or UnauthorizedAccessException => FileFailure.Explain(exception, path),
        JsonException or KeyNotFoundException => Corrupt(path, "its metadata.json is not valid"),
        _ => Corrupt(path, exception.Message.TrimEnd('.')),
    };

    private static Diagnostic Corrupt(string path, string reason) =>
        DiagnosticCatalog.PackageCorrupt.At(new SourceLocation(path), Path.GetFileName(path), reason);
}
