using System.Security.Cryptography;
using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>A line for each file and link of a package: path, then mode and SHA-256, or the target.</summary>
internal static class UnpackedTree
{
    // What conda leaves of the modes of an archive under a umask of 022.
    private const int ModeMask = 0x1ED;

    public static IEnumerable<string> Of(PackageArchive archive) => archive.Entries
        .Where(entry => entry.Kind != ArchiveEntryKind.Directory)
        .Select(entry => entry.Kind == ArchiveEntryKind.SymbolicLink
            ? Link(entry.Path, entry.LinkTarget!)
            : File(entry.Path, entry.Mode & ModeMask, entry.Content.ComputeSha256(CancellationToken.None)))
        .Order(StringComparer.Ordinal);

    public static IEnumerable<string> Of(string folder) =>
        Walk(new DirectoryInfo(folder), "").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(DirectoryInfo folder, string path)
    {
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            if (item.LinkTarget is { } target)
            {
                yield return Link(path + item.Name, target);
            }
            else if (item is DirectoryInfo inner)
            {
                foreach (var line in Walk(inner, $"{path}{item.Name}/"))
                {
                    yield return line;
                }
            }
            else
            {
                using var content = System.IO.File.OpenRead(item.FullName);
                var hash = Convert.ToHexStringLower(SHA256.HashData(content));
                yield return File(path + item.Name, (int)item.UnixFileMode, hash);
            }
        }
    }

    private static string Link(string path, string target) => $"{path} -> {target}";

    private static string File(string path, int mode, string hash) => $"{path} {Convert.ToString(mode, 8)} {hash}";
}
