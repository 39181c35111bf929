using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Python.Resolution;

/// <summary>A requirement or constraint that somebody wrote.</summary>
/// <param name="Requirement">What it asks for.</param>
/// <param name="Location">Where it is written.</param>
public sealed record AskedRequirement(Requirement Requirement, SourceLocation? Location = null)
{
    /// <summary>Permitted digests as <c>algorithm:hex</c>; empty where none is given.</summary>
    public ImmutableArray<string> Hashes { get; init; } = [];

    /// <summary>The comparable name of its project.</summary>
    public string Name => Requirement.NormalizedName;
}
