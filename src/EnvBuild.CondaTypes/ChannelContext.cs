using System.Collections.Immutable;

namespace EnvBuild.Conda;

/// <summary>What a channel's text is read against; immutable values, nothing is taken from the process.</summary>
public sealed record ChannelContext
{
    /// <summary>Where named channels are, if nothing else is said.</summary>
    public const string DefaultAlias = "https://conda.anaconda.org";

    /// <summary>The usual context: the default alias, no folder.</summary>
    public static ChannelContext Default { get; } = new();

    /// <summary>
    /// URL in front of the name of a channel; an <c>http(s)</c> or <c>file</c> URL without the last slash.
    /// </summary>
    public string Alias { get; init; } = DefaultAlias;

    /// <summary>Absolute folder at which relative paths start: that of the definition.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>Absolute folder that <c>~</c> stands for.</summary>
    public string? HomeFolder { get; init; }

    /// <summary>
    /// Channels that a name stands for; <c>defaults</c> stands for those of Anaconda unless it is here.
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Multichannels { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>Whether a name stands for several channels, and this is one of them.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="name">The name.</param>
    public bool IsAmong(Channel channel, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Multichannels.ContainsKey(name) && Channel.Expand(name, this).Contains(channel);
    }
}
