namespace EnvBuild.Conda.Packages;

/// <summary>One entry of a package archive; hard links are already resolved to the file that they name.</summary>
/// <param name="Path">Path relative to the root of the package, with <c>/</c>; checked to stay inside it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permission bits as in the archive.</param>
/// <param name="LinkTarget">Target of a symbolic link, as in the archive; else <see langword="null"/>.</param>
/// <param name="Content">Bytes of a file; empty for others. Readable as long as the archive is open.</param>
public sealed record ArchiveEntry(string Path, ArchiveEntryKind Kind, int Mode, string? LinkTarget, Content Content);
