using EnvBuild.Conda;

namespace EnvBuild.Definitions.Reading;

/// <summary>The text of a channel that is the same for all its spellings, and names no place on this machine.</summary>
internal static class CanonicalChannel
{
    public static string Of(Channel channel)
    {
        var name = channel.IsRelativePath ? RelativePath.NormalizeMarked(channel.Text) : WithLowerHost(channel.Name);
        return channel.Subdir is null || channel.IsRelativePath ? name : $"{name}/{channel.Subdir}";
    }

    private static string WithLowerHost(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : name.IndexOf('/', scheme + 3);
        return scheme < 0 ? name : path < 0 ? name.ToLowerInvariant() : name[..path].ToLowerInvariant() + name[path..];
    }
}
