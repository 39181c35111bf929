using System.Collections.Immutable;

namespace EnvBuild.Python.Resolution;

/// <summary>The outcome of a resolution.</summary>
/// <param name="Projects">What is to be installed, sorted by name; without what is there already.</param>
/// <param name="Conflict">Why there is none; <see langword="null"/> where there is.</param>
public sealed record ResolutionResult(ImmutableArray<ResolvedProject> Projects, ResolutionConflict? Conflict)
{
    /// <summary>Extras that were asked for and that their project does not have: <c>project[extra]</c>.</summary>
    public ImmutableArray<string> UnknownExtras { get; init; } = [];

    /// <summary>Yanked files that were chosen since somebody pins them, with the reason (PEP 592).</summary>
    public ImmutableArray<ResolvedProject> Yanked => [.. Projects.Where(project => project.File.IsYanked)];
}
