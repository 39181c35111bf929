using System.Text.RegularExpressions;

namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>Names of the files of Python packages: wheels and source archives.</summary>
internal static partial class PipFileName
{
    /// <summary>The version in a file name; <see langword="null"/> if it tells none.</summary>
    public static string? VersionOf(string fileName)
    {
        var match = fileName.EndsWith(".whl", StringComparison.Ordinal)
            ? WheelRegex().Match(fileName)
            : ArchiveRegex().Match(fileName);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"\A[^-]+-([^-]+)(?:-[^-]+)?-[^-]+-[^-]+-[^-]+\.whl\z")]
    private static partial Regex WheelRegex();

    [GeneratedRegex(@"\A.+-([0-9][^-]*)(?:\.tar\.gz|\.tar\.bz2|\.tgz|\.zip)\z")]
    private static partial Regex ArchiveRegex();
}
