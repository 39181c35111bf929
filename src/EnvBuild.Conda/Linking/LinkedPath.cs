namespace EnvBuild.Conda.Linking;

/// <summary>A path of a linked package without its content.</summary>
/// <param name="Path">Path relative to the prefix, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="LinkTarget">Target of a symbolic link; else <see langword="null"/>.</param>
/// <param name="Sha256">SHA-256 of the content of a file; else <see langword="null"/>.</param>
public sealed record LinkedPath(string Path, LinkedEntryKind Kind, int Mode, string? LinkTarget, string? Sha256);
