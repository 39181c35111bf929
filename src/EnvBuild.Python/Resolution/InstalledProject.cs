using System.Collections.Immutable;

namespace EnvBuild.Python.Resolution;

/// <summary>A project that is there already and stays as it is.</summary>
/// <param name="Name">Normalised name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Origin">Where it comes from, for messages: <c>the conda package numpy 1.26.4</c>.</param>
public sealed record InstalledProject(string Name, PythonVersion Version, string Origin)
{
    /// <summary>What it requires (<c>Requires-Dist</c>); asked for its extras alone.</summary>
    public ImmutableArray<Requirement> RequiresDist { get; init; } = [];
}
