using EnvBuild.Conda;

namespace EnvBuild.Definitions.Reading;

/// <summary>The text of a channel that is the same for all its spellings, and names no place on this machine.</summary>
internal static class CanonicalChannel
{
    public static string Of(Channel channel)
    {
        var name = channel.IsRelativePath ? RelativePath.Normalize(channel.Text) : channel.Name;
        return channel.Subdir is null || channel.IsRelativePath ? name : $"{name}/{channel.Subdir}";
    }
}
