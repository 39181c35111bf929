using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building;

/// <summary>What came of a request.</summary>
/// <param name="Images">One for each platform; empty if there are errors.</param>
/// <param name="Diagnostics">
/// Warnings and errors of reading, solving and building, in the order of their finding.
/// </param>
public sealed record BuildOutcome(ImmutableArray<BuiltImage> Images, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether every image is there.</summary>
    public bool Succeeded => Diagnostics.All(diagnostic => diagnostic.Severity != Severity.Error);
}
