using System.Security.Cryptography;

namespace EnvBuild.Tasks.Inputs;

/// <summary>A file that an environment depends on, as it was when the environment was read.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Sha256">64 hexadecimal digits; empty for a file that was not there.</param>
internal sealed record InputFile(string Path, string Sha256)
{
    // Contents, not times: these files are small, and a checkout may give any time to any content.
    public static InputFile Now(string path) => new(path, HashOf(path));

    public bool IsUnchanged() => HashOf(Path) == Sha256;

    private static string HashOf(string path)
    {
        try
        {
            using var stream = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }
}
