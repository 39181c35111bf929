using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>What came out of reading a definition.</summary>
/// <param name="Environment">The meaning; <see langword="null"/> when there is an error.</param>
/// <param name="Diagnostics">All that there is to tell, in the order of the files.</param>
public sealed record DefinitionReading(Environment? Environment, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether one of the diagnostics is an error.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
}
