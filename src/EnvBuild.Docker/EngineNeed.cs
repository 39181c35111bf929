using EnvBuild.Diagnostics;

namespace EnvBuild.Docker;

/// <summary>Why a container engine is needed, for the error that says that there is none.</summary>
/// <param name="What">
/// The key of the definition or the thing that must run, as a subject: <c>'steps'</c>, <c>the post-link script of
/// x</c>.
/// </param>
/// <param name="Location">Its place; <see langword="null"/> if it has none.</param>
public sealed record EngineNeed(string What, SourceLocation? Location);
