using System.Collections.Immutable;
using EnvBuild.Definitions;
using EnvBuild.Docker.Builds;

namespace EnvBuild.Building.Bases;

/// <summary>Files of a definition's build context in the form in which an engine gets them.</summary>
internal static class BuildContext
{
    /// <summary>Permission bits of a file that cannot be executed, <c>rw-r--r--</c>.</summary>
    public const int PlainMode = 0x1A4;

    private const int ExecutableMode = 0x1ED; // rwxr-xr-x

    // Only the execute bit is part of the fingerprint, so only that reaches the engine.
    public static ImmutableArray<BuildFile> FilesOf(DockerfileBuild build, string folder) =>
        [.. build.Files.Select(file => ToBuildFile(file, Path.Combine(folder, file.Path)))];

    private static BuildFile ToBuildFile(ContextFile file, string path) => file.Kind switch
    {
        ContextFileKind.Link => new(file.Path, null, PlainMode, new FileInfo(path).LinkTarget),
        ContextFileKind.Executable => new(file.Path, path, ExecutableMode),
        _ => new(file.Path, path, PlainMode),
    };
}
