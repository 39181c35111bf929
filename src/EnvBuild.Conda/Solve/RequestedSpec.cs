using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Solve;

/// <summary>A match spec that somebody asks for.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Location">Where it is written; <see langword="null"/> on a command line.</param>
public sealed record RequestedSpec(MatchSpec Spec, SourceLocation? Location = null);
