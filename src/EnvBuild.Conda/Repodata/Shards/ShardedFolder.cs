using EnvBuild.Conda.Repodata.Index;

namespace EnvBuild.Conda.Repodata.Shards;

/// <summary>A platform's folder of a channel that serves shards; immutable.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Subdir">The platform, or <c>noarch</c>.</param>
/// <param name="Index">Which shard has which name.</param>
/// <param name="BaseUrl">URL in front of package files, without credentials and last slash.</param>
/// <param name="ShardsUrl">URL in front of shards; may hold credentials.</param>
internal sealed record ShardedFolder(
    Channel Channel, string Subdir, ShardIndex Index, string BaseUrl, string ShardsUrl)
{
    internal RepodataInfo Info => Index.Info;
}
