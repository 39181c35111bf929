using EnvBuild.Conda.Repodata;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

/// <summary>A channel's folder in the pool, and what was read of it so far.</summary>
/// <param name="index">The folder.</param>
/// <param name="rank">Place of its channel in the request, from 0.</param>
internal sealed class PoolIndex(RepodataIndex index, int rank)
{
    private readonly int[] _specs = new int[index.TextCount];

    internal RepodataIndex Index => index;

    internal int Rank => rank;

    /// <summary>
    /// Needs by the numbers of the lists of dependencies and constraints: most builds share theirs with others.
    /// </summary>
    internal Dictionary<(int Depends, int Constrains), PackageNeeds> Needs { get; } = [];

    /// <summary>Number of a text's spec in the pool plus one; 0 where it has none yet.</summary>
    internal ref int SpecOf(int text) => ref _specs[text];
}
