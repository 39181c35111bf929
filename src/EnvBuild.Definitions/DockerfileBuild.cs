using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>A base made by a Dockerfile (Azure ML v2 <c>build:</c>).</summary>
/// <param name="ContextPath">
/// Path or address of the context, as written; <c>.</c> when a legacy form names none.
/// </param>
/// <param name="DockerfilePath">Path of the Dockerfile below the context, with <c>/</c>.</param>
/// <param name="Location">Where the context is written.</param>
public sealed record DockerfileBuild(string ContextPath, string DockerfilePath, SourceLocation Location)
{
    /// <summary>Absolute folder of the context; <see langword="null"/> for an address or a placeholder.</summary>
    public string? ContextFolder { get; init; }

    /// <summary>
    /// Text of the Dockerfile with line ends as <c>\n</c>; <see langword="null"/> where the context cannot be read
    /// here.
    /// </summary>
    public string? DockerfileText { get; init; }

    /// <summary>
    /// Files of the context that the ignore files leave, the Dockerfile among them, sorted ordinally by path.
    /// </summary>
    public ImmutableArray<ContextFile> Files { get; init; } = [];
}
