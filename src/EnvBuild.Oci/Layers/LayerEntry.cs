namespace EnvBuild.Oci.Layers;

/// <summary>Something in a layer. Owner, group and times are never given: they are 0 everywhere.</summary>
/// <param name="Path">Path from the root of the image, with <c>/</c>, not starting with it:
/// <c>opt/env/bin/python</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permission bits, at most 07777. Links ignore it: hard links have that of their file.</param>
/// <param name="LinkTarget">Target of a link; <see langword="null"/> for others.</param>
/// <param name="Size">Size of a file's content in bytes; 0 for others.</param>
/// <param name="Open">Opens a file's content of exactly <paramref name="Size"/> bytes; called at most once, disposed by
/// the writer.</param>
public sealed record LayerEntry(
    string Path,
    LayerEntryKind Kind,
    int Mode,
    string? LinkTarget = null,
    long Size = 0,
    Func<CancellationToken, ValueTask<Stream>>? Open = null)
{
    private const int ReadableByAll = 0b110_100_100;
    private const int ExecutableByAll = 0b111_101_101;

    /// <summary>The content of a file once more, as it is packed already; <see langword="null"/> if it is not.</summary>
    public DeflatedContent? Deflated { get; init; }

    /// <summary>A file with the given bytes.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="content">Content.</param>
    /// <param name="executable">Mode 0755 instead of 0644.</param>
    public static LayerEntry ForContent(string path, ReadOnlyMemory<byte> content, bool executable = false) => new(
        path,
        LayerEntryKind.File,
        executable ? ExecutableByAll : ReadableByAll,
        Size: content.Length,
        Open: _ => ValueTask.FromResult<Stream>(new MemoryStream(content.ToArray(), writable: false)));

    /// <summary>A file that is read from disk when its turn comes.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="mode">Permission bits.</param>
    /// <param name="file">Absolute path on disk.</param>
    /// <param name="size">Size in bytes.</param>
    public static LayerEntry ForFile(string path, int mode, string file, long size) => new(
        path,
        LayerEntryKind.File,
        mode,
        Size: size,
        Open: _ => ValueTask.FromResult<Stream>(
            new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)));

    /// <summary>A folder. Parents of other entries need not be given; they get mode 0755.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="mode">Permission bits.</param>
    public static LayerEntry ForDirectory(string path, int mode = ExecutableByAll) =>
        new(path, LayerEntryKind.Directory, mode);

    /// <summary>A symbolic link.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="target">Any text.</param>
    public static LayerEntry ForSymbolicLink(string path, string target) =>
        new(path, LayerEntryKind.SymbolicLink, 0b111_111_111, target);

    /// <summary>A second name of a file of the same layer.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="target">Path of the file in the layer.</param>
    public static LayerEntry ForHardLink(string path, string target) =>
        new(path, LayerEntryKind.HardLink, ReadableByAll, target);

    /// <summary>Removes what a lower layer has.</summary>
    /// <param name="path">Path in the layer of what is gone.</param>
    public static LayerEntry ForWhiteout(string path) => new(path, LayerEntryKind.Whiteout, 0);
}
