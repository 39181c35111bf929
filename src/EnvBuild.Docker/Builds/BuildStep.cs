using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Builds;

/// <summary>Something to run on a base: one or more instructions of a Dockerfile.</summary>
/// <param name="Text">The instructions.</param>
/// <param name="Location">Place of the text in the definition; <see langword="null"/> if it has none.</param>
public sealed record BuildStep(string Text, SourceLocation? Location);
