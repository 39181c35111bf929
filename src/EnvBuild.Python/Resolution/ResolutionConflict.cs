using System.Collections.Immutable;

namespace EnvBuild.Python.Resolution;

/// <summary>Why requirements cannot be fulfilled at once.</summary>
/// <param name="Asked">Those of what was asked for that exclude each other.</param>
/// <param name="Text">A short tree that starts at them.</param>
public sealed record ResolutionConflict(ImmutableArray<AskedRequirement> Asked, string Text);
