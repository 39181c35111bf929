namespace EnvBuild.Conda.Solve;

/// <summary>A package in the pool.</summary>
/// <param name="Record">Its record.</param>
/// <param name="Name">Number of its name.</param>
/// <param name="ChannelRank">Place of its channel in the request, from 0.</param>
internal readonly record struct PoolPackage(PackageRecord Record, int Name, int ChannelRank);
