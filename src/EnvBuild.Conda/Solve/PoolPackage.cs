namespace EnvBuild.Conda.Solve;

/// <summary>A package in the pool.</summary>
/// <param name="Record">What a solve asks of it; the rest is read for the few that are chosen.</param>
/// <param name="Name">Number of its name.</param>
/// <param name="Place">Where its record is; <see langword="null"/> for a virtual package.</param>
/// <param name="Number">Number of its record there.</param>
internal readonly record struct PoolPackage(PackageRecord Record, int Name, PoolIndex? Place, int Number)
{
    /// <summary>Place of its channel in the request, from 0.</summary>
    internal int ChannelRank => Place?.Rank ?? 0;
}
