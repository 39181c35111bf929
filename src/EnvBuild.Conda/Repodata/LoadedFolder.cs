using EnvBuild.Conda.Repodata.Index;
using EnvBuild.Conda.Repodata.Shards;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Repodata;

/// <summary>A platform's folder of a channel: with all its records, or with the index of its shards.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Index">All its records; <see langword="null"/> where it has shards.</param>
/// <param name="Shards">Its shards; <see langword="null"/> where all records are there.</param>
internal sealed record LoadedFolder(Channel Channel, RepodataIndex? Index, ShardedFolder? Shards)
{
    internal RepodataInfo Info => Index?.Info ?? Shards!.Info;

    internal static LoadedFolder Whole(Channel channel, string subdir, IndexReader reader)
    {
        var baseUrl = BaseUrl(channel, subdir, reader.Info);
        return new(channel, new RepodataIndex(channel, subdir, baseUrl, reader), null);
    }

    internal static LoadedFolder Sharded(Channel channel, string subdir, ShardIndex index)
    {
        var own = $"{channel.FetchUrl}/{subdir}/";
        var shards = Resolve(channel, subdir, own, index.ShardsBaseUrl);
        var folder = new ShardedFolder(
            channel, subdir, index, BaseUrl(channel, subdir, index.Info), shards.EndsWith('/') ? shards : shards + "/");
        return new(channel, null, folder);
    }

    /// <summary>URL in front of package files (CEP 15): relative to the folder, or whole.</summary>
    private static string BaseUrl(Channel channel, string subdir, RepodataInfo info) =>
        ChannelText.Redact(Resolve(channel, subdir, channel.SubdirUrl(subdir) + "/", info.BaseUrl)).TrimEnd('/');

    private static string Resolve(Channel channel, string subdir, string own, string? url) =>
        string.IsNullOrEmpty(url) ? own
        : Uri.TryCreate(new Uri(own), url, out var resolved) ? resolved.AbsoluteUri
        : throw DiagnosticCatalog.RepodataInvalid.Exception(
            null, channel.SubdirUrl(subdir), $"base_url '{ChannelText.Redact(url)}' is not a URL");
}
