using System.Collections.Immutable;

namespace EnvBuild.Conda.Configuration;

/// <summary>
/// What the configuration of conda says about where channels are and how they are reached. What it says about what an
/// environment holds, <c>channels</c> and <c>channel_priority</c> first of all, is not read: that is for the definition
/// alone, so that a build is the same on every machine.
/// </summary>
public sealed record CondaConfiguration
{
    private static readonly ImmutableSortedDictionary<string, string> NoTexts =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> NoLists =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>Where channels are that are only a name; <see langword="null"/> for the usual.</summary>
    public string? ChannelAlias { get; init; }

    /// <summary>URLs that stood where the alias is now.</summary>
    public ImmutableArray<string> MigratedChannelAliases { get; init; } = [];

    /// <summary>URLs in front of the names of some channels, by name.</summary>
    public ImmutableSortedDictionary<string, string> CustomChannels { get; init; } = NoTexts;

    /// <summary>Channels that a name stands for.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> CustomMultichannels { get; init; } = NoLists;

    /// <summary>Channels that <c>defaults</c> stands for; none: the usual.</summary>
    public ImmutableArray<string> DefaultChannels { get; init; } = [];

    /// <summary>
    /// URLs of the mirrors of channels, by name or URL, in the order in which they are asked (mamba).
    /// </summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> MirroredChannels { get; init; } = NoLists;

    /// <summary>The only channels that may be used; none: all.</summary>
    public ImmutableArray<string> AllowlistChannels { get; init; } = [];

    /// <summary>Channels that may not be used.</summary>
    public ImmutableArray<string> DenylistChannels { get; init; } = [];

    /// <summary>URLs of proxies, by scheme or by scheme and host.</summary>
    public ImmutableSortedDictionary<string, string> ProxyServers { get; init; } = NoTexts;

    /// <summary><c>true</c>, <c>false</c>, <c>truststore</c>, or the path of a file of certificates.</summary>
    public string? SslVerify { get; init; }

    /// <summary>Path of the certificate that servers are shown.</summary>
    public string? ClientSslCert { get; init; }

    /// <summary>Path of the key of that certificate, where it is a file of its own.</summary>
    public string? ClientSslCertKey { get; init; }

    /// <summary>Whether tokens of <c>anaconda login</c> are used.</summary>
    public bool AddAnacondaToken { get; init; } = true;

    /// <summary>Whether no server is asked.</summary>
    public bool Offline { get; init; }

    /// <summary>How long a connection may take to be there.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>How long a server may send nothing.</summary>
    public TimeSpan? ReadTimeout { get; init; }

    /// <summary>Attempts after the first one.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Files that were read, the ones that win last.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Their names alone: values may hold secrets.</summary>
    public override string ToString() => string.Join(", ", Files);
}
