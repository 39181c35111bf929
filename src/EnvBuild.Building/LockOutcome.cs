using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building;

/// <summary>What came of locking a definition.</summary>
/// <param name="Lock">The lock beside the definition; <see langword="null"/> if there are errors.</param>
/// <param name="Diagnostics">Warnings and errors.</param>
public sealed record LockOutcome(MadeLock? Lock, ImmutableArray<Diagnostic> Diagnostics);
