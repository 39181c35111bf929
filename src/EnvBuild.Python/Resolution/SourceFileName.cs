using System.Diagnostics.CodeAnalysis;

namespace EnvBuild.Python.Resolution;

/// <summary>What the file name of a source distribution says (PEP 625, and what was usual before).</summary>
internal static class SourceFileName
{
    // Those of pip.
    private static readonly string[] Extensions =
        [".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar", ".tbz", ".tar.xz", ".txz", ".tlz", ".tar.lz", ".tar.lzma"];

    /// <summary>Finds the version in a file name: names may hold the sign that stands before the version.</summary>
    /// <param name="fileName">File name without folder.</param>
    /// <param name="project">Normalised name of the project.</param>
    /// <param name="version">The version.</param>
    /// <returns>Whether it is the file name of a source distribution of the project.</returns>
    public static bool TryParse(string fileName, string project, [NotNullWhen(true)] out PythonVersion? version)
    {
        version = null;
        var extension = Array.Find(
            Extensions, ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        if (extension is null)
        {
            return false;
        }

        var stem = fileName[..^extension.Length];
        for (var dash = stem.IndexOf('-', StringComparison.Ordinal); dash > 0;
            dash = stem.IndexOf('-', dash + 1))
        {
            if (PackageName.Normalize(stem[..dash]) == project)
            {
                return PythonVersion.TryParse(stem[(dash + 1)..], out version);
            }
        }

        return false;
    }
}
