using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Solve;

/// <summary>The answer to a <see cref="SolveRequest"/>.</summary>
/// <param name="IsSolved">Whether a set was found.</param>
/// <param name="Packages">The set, each package behind those that it depends on; the same on every machine.</param>
/// <param name="Explanation">Where there is none: why, as a short tree of several lines.</param>
/// <param name="Diagnostics">Where there is none: errors at the places of the specs; else perhaps warnings.</param>
public sealed record SolveResult(
    bool IsSolved,
    ImmutableArray<PackageRecord> Packages,
    string? Explanation,
    ImmutableArray<Diagnostic> Diagnostics);
