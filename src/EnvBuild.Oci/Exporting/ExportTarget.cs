using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Exporting;

/// <summary>Whether an export may take the place of what stands at its path.</summary>
internal static class ExportTarget
{
    private const int ShortestHash = 64;

    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;

    /// <exception cref="EnvBuildException">ENV5007: it may not.</exception>
    public static void Check(string path, ImageExportFormat format, string storeFolder)
    {
        var isFolder = format == ImageExportFormat.OciLayout;
        var problem = IsIn(path, storeFolder) || IsIn(storeFolder, path)
            ? $"it is the store '{storeFolder}', or one is inside the other; name another place"
            : isFolder ? ProblemOfFolder(path) : ProblemOfFile(path);
        if (problem is not null)
        {
            throw DiagnosticCatalog.ExportImpossible.Exception(
                null, path, isFolder ? "an OCI layout" : "an archive", problem);
        }
    }

    private static string? ProblemOfFile(string path) =>
        Directory.Exists(path) ? "it is a folder; name a file" : null;

    private static string? ProblemOfFolder(string path)
    {
        if (File.Exists(path))
        {
            return "it is a file; name a folder";
        }

        return Directory.Exists(path) && FindForeign(path) is { } foreign
            ? $"it holds '{Path.GetRelativePath(path, foreign)}', which an image layout does not; name a folder that "
                + "is new, empty, or holds nothing but a layout"
            : null;
    }

    // A layout is replaced as a whole, so nothing may be in it that belongs to somebody else.
    private static string? FindForeign(string folder)
    {
        var isLayout = File.Exists(Path.Combine(folder, LayoutMarker.FileName));
        return Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => !isLayout || !IsOfLayout(entry))
            ?? Entries(Path.Combine(folder, "blobs")).FirstOrDefault(entry => !Directory.Exists(entry))
            ?? Entries(Path.Combine(folder, "blobs")).SelectMany(Entries).FirstOrDefault(entry => !IsBlob(entry));
    }

    private static bool IsOfLayout(string entry) => Path.GetFileName(entry) switch
    {
        LayoutMarker.FileName or "index.json" => File.Exists(entry),
        "blobs" => Directory.Exists(entry),
        _ => false,
    };

    private static bool IsBlob(string entry)
    {
        var name = Path.GetFileName(entry);
        return File.Exists(entry) && name.Length >= ShortestHash && name.All(char.IsAsciiHexDigitLower);
    }

    private static IEnumerable<string> Entries(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder) : [];

    private static bool IsIn(string path, string folder) =>
        Normalize(path).StartsWith(Normalize(folder), PathComparison);

    private static string Normalize(string path) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, path)).TrimEnd(Path.DirectorySeparatorChar)
            + Path.DirectorySeparatorChar;
}
