using EnvBuild.Conda;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>A conda package that is asked for.</summary>
/// <param name="Spec">What is asked.</param>
/// <param name="Text">As written.</param>
/// <param name="Location">Where it is written.</param>
public sealed record CondaRequirement(MatchSpec Spec, string Text, SourceLocation Location);
