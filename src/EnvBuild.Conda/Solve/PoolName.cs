using System.Collections.Immutable;

namespace EnvBuild.Conda.Solve;

/// <summary>A name in the pool.</summary>
/// <param name="text">The name.</param>
internal sealed class PoolName(string text)
{
    internal string Text => text;

    internal bool IsLoaded { get; set; }

    internal List<int> Packages { get; } = [];

    /// <summary>The packages by preference, once somebody asked.</summary>
    internal ImmutableArray<int> Sorted { get; set; }
}
