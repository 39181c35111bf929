using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Linking;

/// <summary>How the packages of an environment get along.</summary>
/// <param name="Paths">Paths of several packages, sorted by the UTF-8 bytes of their paths.</param>
/// <param name="Diagnostics">
/// A warning for each of them, and errors for packages that cannot stand side by side.
/// </param>
public sealed record ClobberReport(ImmutableArray<ClobberedPath> Paths, ImmutableArray<Diagnostic> Diagnostics);
