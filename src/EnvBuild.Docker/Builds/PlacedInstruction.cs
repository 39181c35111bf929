using EnvBuild.Diagnostics;

namespace EnvBuild.Docker.Builds;

/// <summary>An instruction with its place in the user's own file.</summary>
/// <param name="Instruction">The instruction, with its lines in the Dockerfile that the engine gets.</param>
/// <param name="Location">Where the user wrote it; <see langword="null"/> if nowhere.</param>
internal sealed record PlacedInstruction(DockerfileInstruction Instruction, SourceLocation? Location);
