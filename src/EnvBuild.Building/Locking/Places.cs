using EnvBuild.Conda;
using EnvBuild.Diagnostics;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building.Locking;

/// <summary>Gives errors of channels and base images, which know no file, their place in the definition.</summary>
internal static class Places
{
    /// <summary>Runs work that opens the base image.</summary>
    public static Task<T> AtBaseAsync<T>(Environment environment, Func<Task<T>> work) =>
        AtAsync(work, _ => environment.Base.Location);

    /// <summary>Runs work that reads the channels.</summary>
    public static Task<T> AtChannelsAsync<T>(Environment environment, ChannelContext context, Func<Task<T>> work) =>
        AtAsync(work, message => FindChannel(environment, context, message));

    private static async Task<T> AtAsync<T>(Func<Task<T>> work, Func<string, SourceLocation?> find)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (EnvBuildException exception)
        {
            throw new EnvBuildException(
                [.. exception.Diagnostics.Select(item => item with { Location = item.Location ?? find(item.Message) })],
                exception.InnerException);
        }
    }

    private static SourceLocation? FindChannel(Environment environment, ChannelContext context, string message)
    {
        var channels = environment.EffectiveChannels;
        var named = channels.FirstOrDefault(reference => Channel.Expand(reference.Text, context).Any(channel =>
            message.Contains(channel.BaseUrl, StringComparison.Ordinal)
            || message.Contains($"'{channel.Name}'", StringComparison.Ordinal)));
        return (named ?? (channels.Length == 1 ? channels[0] : null))?.Location;
    }
}
