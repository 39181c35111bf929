using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>A Dockerfile instruction that runs on the base.</summary>
/// <param name="Text">The instruction, line ends as <c>\n</c>, without white space around it.</param>
/// <param name="Location">Where it is written.</param>
public sealed record Step(string Text, SourceLocation Location);
