using System.Collections.Immutable;

namespace EnvBuild.Conda.Linking;

/// <summary>What a linked package brings, without the bytes.</summary>
/// <param name="Stem"><c>name-version-build</c>.</param>
/// <param name="Paths">Its paths.</param>
public sealed record PackageContents(string Stem, ImmutableArray<LinkedPath> Paths);
