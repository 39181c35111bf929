using System.Collections.Immutable;

namespace EnvBuild.Conda.Linking;

/// <summary>A path that several packages bring with different content.</summary>
/// <param name="Path">Path relative to the prefix.</param>
/// <param name="Winner">The package whose path has to stand in the environment, <c>name-version-build</c>.</param>
/// <param name="Losers">The others, in the order of installation.</param>
public sealed record ClobberedPath(string Path, string Winner, ImmutableArray<string> Losers);
