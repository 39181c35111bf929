namespace EnvBuild.Docker.Builds;

/// <summary>A file of the context of a build.</summary>
/// <param name="Path">Path in the context, with <c>/</c>.</param>
/// <param name="Source">Absolute path on disk; <see langword="null"/> for a folder or a symbolic link.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="LinkTarget">Target of a symbolic link; <see langword="null"/> for others.</param>
public sealed record BuildFile(string Path, string? Source, int Mode, string? LinkTarget = null);
