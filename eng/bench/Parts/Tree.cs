using System.IO.Enumeration;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Benchmarks.Parts;

/// <summary>The entries of a layer, read from a folder on disk.</summary>
internal static class Tree
{
    private const int PermissionBits = 0xFFF;

    public static IEnumerable<LayerEntry> Read(string root) => new FileSystemEnumerable<LayerEntry>(
        root,
        (ref entry) => Entry(entry.ToFileSystemInfo(), Path.GetRelativePath(root, entry.ToFullPath())),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
    {
        // A link to a folder is an entry, not a way into it.
        ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    private static LayerEntry Entry(FileSystemInfo item, string path) => item switch
    {
        { LinkTarget: { } target } => LayerEntry.ForSymbolicLink(path, target),
        FileInfo file => LayerEntry.ForFile(path, (int)file.UnixFileMode & PermissionBits, file.FullName, file.Length),
        _ => LayerEntry.ForDirectory(path),
    };
}
