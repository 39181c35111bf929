using EnvBuild.Conda;
using EnvBuild.Conda.Access;
using EnvBuild.Conda.Locks;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Locking;

/// <summary>
/// Where locked packages are fetched: relative addresses start at the definition's folder, and the credentials that a
/// channel of the definition holds, and no lock, are put back.
/// </summary>
internal sealed class PackagePlaces
{
    private readonly string _folder;
    private readonly ChannelPolicy _policy;
    private readonly Dictionary<string, string> _fetchUrls = new(StringComparer.Ordinal);

    public PackagePlaces(LockTarget target, BuildSettings settings)
    {
        (_folder, _policy) = (target.Folder, settings.EffectiveFetching.Access.Policy);
        var context = settings.ChannelContextIn(target.Folder);
        foreach (var reference in target.Environment.EffectiveChannels)
        {
            // The last platform has every channel that any has.
            foreach (var channel in Channel.Expand(reference.Text, context, "win-64"))
            {
                if (channel.FetchUrl != channel.BaseUrl)
                {
                    _fetchUrls[channel.BaseUrl] = channel.FetchUrl;
                }
            }
        }
    }

    /// <exception cref="EnvBuildException">ENV3017: the channel may not be used on this machine.</exception>
    public string UrlOf(LockedPackage package)
    {
        var isAbsolute = package.Url.Contains("://", StringComparison.Ordinal) || Path.IsPathFullyQualified(package.Url);
        if (!isAbsolute)
        {
            return Path.GetFullPath(package.Url, _folder);
        }

        _policy.Check(package.ChannelUrl, package.FileName);
        return _fetchUrls.TryGetValue(package.ChannelUrl, out var fetchUrl)
            ? fetchUrl + package.Url[package.ChannelUrl.Length..]
            : package.Url;
    }
}
