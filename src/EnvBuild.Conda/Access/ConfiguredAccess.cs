using System.Collections.Immutable;
using EnvBuild.Conda.Configuration;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>Turns the configuration of conda into places, policy and names of several channels.</summary>
public static class ConfiguredAccess
{
    private const string Defaults = "defaults";

    private const string AnacondaPackages = "/pkgs/";

    /// <summary>Channels that a name stands for, by name; with <c>defaults</c>, if the configuration says so.</summary>
    /// <param name="configuration">The configuration.</param>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Multichannels(
        CondaConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.DefaultChannels.IsEmpty
            ? configuration.CustomMultichannels
            : configuration.CustomMultichannels.SetItem(
                Defaults, [.. configuration.DefaultChannels.Select(text => AnacondaNameOf(text) ?? text)]);
    }

    /// <summary>Where channels are, and which may be used.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="credentials">Credentials of the user.</param>
    /// <param name="reporter">Is warned of places that cannot be used.</param>
    /// <exception cref="EnvBuildException">
    /// A text is no channel (ENV3004), or a channel has no place (ENV0032).
    /// </exception>
    public static ChannelAccess Create(
        CondaConfiguration configuration, CredentialStore credentials, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(reporter);
        var alias = configuration.ChannelAlias ?? ChannelContext.DefaultAlias;
        var places = PlaceRules.None;
        foreach (var migrated in configuration.MigratedChannelAliases)
        {
            places = places.With(ChannelText.Redact(migrated), alias);
        }

        if (configuration.ChannelAlias is not null)
        {
            places = places.With(ChannelContext.DefaultAlias, alias);
        }

        foreach (var text in configuration.DefaultChannels)
        {
            if (AnacondaNameOf(text) is { } name && !ChannelText.IsName(text))
            {
                places = places.With(Channel.Parse(name).BaseUrl, Channel.Parse(text).FetchUrl);
            }
        }

        foreach (var (name, location) in configuration.CustomChannels)
        {
            places = places.With(Channel.Parse(name).BaseUrl, $"{location.TrimEnd('/')}/{name}");
        }

        foreach (var (name, mirrors) in configuration.MirroredChannels)
        {
            places = places.With(Channel.Parse(name).BaseUrl, [.. UsablePlaces(name, mirrors, reporter)]);
        }

        return new()
        {
            Places = places,
            Credentials = credentials,
            Policy = Policy(configuration),
        };
    }

    private static List<string> UsablePlaces(string name, ImmutableArray<string> mirrors, IReporter reporter)
    {
        var usable = new List<string>();
        foreach (var mirror in mirrors)
        {
            if (!ChannelText.IsName(mirror) && Channel.TryParse(mirror, null, out var channel, out _)
                && new Uri(channel.FetchUrl).Scheme is "http" or "https" or "file")
            {
                usable.Add(channel.FetchUrl);
            }
            else
            {
                reporter.Report(DiagnosticCatalog.PlaceUnsupported.At(null, ChannelText.Redact(mirror), name));
            }
        }

        // Nothing must be asked for at the usual place instead.
        return usable.Count > 0
            ? usable
            : throw DiagnosticCatalog.CondaConfigurationValueInvalid.Exception(
                null, $"mirrored_channels: {name}", "the configuration of conda", "a list of http, https or file URLs");
    }

    private static ChannelPolicy Policy(CondaConfiguration configuration)
    {
        var context = new ChannelContext { Multichannels = Multichannels(configuration) };
        return new(Urls(configuration.AllowlistChannels), Urls(configuration.DenylistChannels));

        // On no platform may a channel of 'defaults' be forgotten.
        ImmutableArray<string> Urls(ImmutableArray<string> texts) =>
            [.. texts.SelectMany(text => Channel.Expand(text, context, "win-64")).Select(channel => channel.BaseUrl)];
    }

    // A copy of a channel of Anaconda is known by its last two names: 'pkgs/main'.
    private static string? AnacondaNameOf(string text)
    {
        var path = ChannelText.Redact(text.TrimEnd('/'));
        var start = ('/' + path).LastIndexOf(AnacondaPackages, StringComparison.Ordinal);
        return start >= 0 && path.IndexOf('/', start + AnacondaPackages.Length - 1) < 0 ? path[start..] : null;
    }
}
