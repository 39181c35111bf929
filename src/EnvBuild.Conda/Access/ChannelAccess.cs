namespace EnvBuild.Conda.Access;

/// <summary>
/// How this machine gets at channels: where they are for it, who it is there, and which ones it may use.
/// </summary>
public sealed record ChannelAccess
{
    /// <summary>Channels are where they say, without credentials other than those in their URLs.</summary>
    public static ChannelAccess Direct { get; } = new();

    /// <summary>Where files are fetched.</summary>
    public PlaceRules Places { get; init; } = PlaceRules.None;

    /// <summary>What is shown to servers.</summary>
    public CredentialStore Credentials { get; init; } = CredentialStore.Empty;

    /// <summary>Which channels may be used.</summary>
    public ChannelPolicy Policy { get; init; } = ChannelPolicy.Open;

    /// <summary>
    /// The same with another place for all channels that are only a name, those of Anaconda among them.
    /// </summary>
    /// <param name="alias">URL in front of names.</param>
    public ChannelAccess WithAlias(string alias)
    {
        ArgumentNullException.ThrowIfNull(alias);
        return this with
        {
            Places = Places
                .With(ChannelContext.DefaultAlias, alias)
                .With("https://repo.anaconda.com/pkgs", $"{alias.TrimEnd('/')}/pkgs"),
        };
    }
}
