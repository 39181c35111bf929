using EnvBuild.Conda;
using EnvBuild.Conda.Locks;

namespace EnvBuild.Building.Locking;

/// <summary>
/// Where locked packages are fetched: relative addresses start at the definition's folder, and the credentials that a
/// channel of the definition holds, and no lock, are put back.
/// </summary>
internal sealed class PackagePlaces
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _fetchUrls = new(StringComparer.Ordinal);

    public PackagePlaces(LockTarget target, BuildSettings settings)
    {
        _folder = target.Folder;
        var context = settings.ChannelContextIn(target.Folder);
        foreach (var reference in target.Environment.EffectiveChannels)
        {
            if (Channel.TryParse(reference.Text, context, out var channel, out _) && channel.FetchUrl != channel.BaseUrl)
            {
                _fetchUrls[channel.BaseUrl] = channel.FetchUrl;
            }
        }
    }

    public string UrlOf(LockedPackage package)
    {
        var isAbsolute = package.Url.Contains("://", StringComparison.Ordinal) || Path.IsPathFullyQualified(package.Url);
        if (!isAbsolute)
        {
            return Path.GetFullPath(package.Url, _folder);
        }

        return _fetchUrls.TryGetValue(package.ChannelUrl, out var fetchUrl)
            ? fetchUrl + package.Url[package.ChannelUrl.Length..]
            : package.Url;
    }
}
