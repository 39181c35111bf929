namespace EnvBuild.Conda.Solve;

/// <summary>A channel that only stands in front of a name is a channel too: the last one.</summary>
internal static class SpecChannels
{
    internal static SolveRequest AddTo(SolveRequest request)
    {
        var channels = request.Channels;
        foreach (var requested in request.Specs)
        {
            var wanted = requested.Spec.Channel;
            if (wanted is null
                || channels.Any(channel => IsNamed(channel, wanted, request.ChannelContext))
                || wanted.Contains('*', StringComparison.Ordinal))
            {
                continue;
            }

            var added = Channel.Expand(wanted, request.ChannelContext, request.Platform);
            channels = channels.AddRange(added.Where(channel => !channels.Contains(channel)));
        }

        return request with { Channels = channels };
    }

    /// <summary>Whether a spec means a channel when it says <paramref name="wanted"/>.</summary>
    internal static bool IsNamed(Channel channel, string wanted, ChannelContext context) =>
        string.Equals(channel.Name, wanted, StringComparison.OrdinalIgnoreCase)
        || string.Equals(channel.Text, wanted, StringComparison.Ordinal)
        || string.Equals(channel.BaseUrl, wanted, StringComparison.OrdinalIgnoreCase)
        || context.IsAmong(channel, wanted)
        || (wanted == "defaults" && channel.Name is "pkgs/main" or "pkgs/r" or "pkgs/msys2")
        || (wanted.Contains('*', StringComparison.Ordinal)
            && StringPattern.TryParse(wanted, out var pattern, out _)
            && (pattern.Matches(channel.Name) || pattern.Matches(channel.BaseUrl)));
}
