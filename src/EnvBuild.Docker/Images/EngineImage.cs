using System.Collections.Immutable;

namespace EnvBuild.Docker.Images;

/// <summary>An image as the engine has it.</summary>
/// <param name="Id">Its id: digest of its config, or of its manifest where containerd stores the images.</param>
/// <param name="DiffIds">Its layers; none where the engine has the name and not the content.</param>
internal sealed record EngineImage(string Id, ImmutableArray<string> DiffIds);
