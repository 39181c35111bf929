namespace EnvBuild.Conda.Tests.Misbehaving;

/// <summary>What a channel misbehaves with.</summary>
public enum Wanted
{
    Repodata,
    ShardIndex,
    Shard,
    Package,
}
