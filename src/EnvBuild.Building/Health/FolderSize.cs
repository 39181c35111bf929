using System.Globalization;

namespace EnvBuild.Building.Health;

/// <summary>How much stands below a folder, as far as it was counted.</summary>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Their size in bytes.</param>
/// <param name="IsComplete">Whether all were counted.</param>
internal sealed record FolderSize(int Files, long Bytes, bool IsComplete)
{
    private const double Gigabyte = 1e9;
    private const double Megabyte = 1e6;

    /// <summary>Counts.</summary>
    /// <param name="folder">Absolute path; may be missing.</param>
    /// <param name="mostFiles">Files that are counted at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static FolderSize Of(string folder, int mostFiles, CancellationToken cancellationToken)
    {
        var (files, bytes) = (0, 0L);
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        var found = new DirectoryInfo(folder) is { Exists: true } info ? info.EnumerateFiles("*", options) : [];
        foreach (var file in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files == mostFiles)
            {
                return new FolderSize(files, bytes, false);
            }

            files++;
            bytes += file.Length;
        }

        return new FolderSize(files, bytes, true);
    }

    /// <summary>A size for people, in decimal units.</summary>
    public static string Format(long bytes) => bytes >= Gigabyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Gigabyte:0.0} GB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:0.0} MB");

    /// <summary><c>12 files (3.4 MB)</c>.</summary>
    public override string ToString() =>
        $"{(IsComplete ? "" : "more than ")}{Files} files ({(IsComplete ? "" : "more than ")}{Format(Bytes)})";
}
