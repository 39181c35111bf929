using System.Collections.Immutable;
using EnvBuild.Conda;
using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;

namespace EnvBuild.Building;

/// <summary>What a machine or a solution sets for all its builds; nothing of it is part of a fingerprint.</summary>
public sealed record BuildSettings
{
    private static readonly ImmutableArray<string> OverrideVariables =
    [
        "CONDA_OVERRIDE_ARCHSPEC",
        "CONDA_OVERRIDE_CUDA",
        "CONDA_OVERRIDE_GLIBC",
        "CONDA_OVERRIDE_LINUX",
        "CONDA_OVERRIDE_OSX",
        "CONDA_OVERRIDE_WIN",
    ];

    /// <summary>Absolute path of the store: an OCI layout with the images, layers and records of all builds.</summary>
    public required string StoreFolder { get; init; }

    /// <summary>Absolute path of the folder that keeps repodata and package archives; safe to delete.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>
    /// URL or absolute folder at which channels that are only a name are fetched; <see langword="null"/> for the usual.
    /// What is built and locked does not depend on it.
    /// </summary>
    public string? ChannelAlias { get; init; }

    /// <summary>Whether no server is asked.</summary>
    public bool Offline { get; init; }

    /// <summary>How channels are asked, and where they are on this machine.</summary>
    public FetchOptions Fetching { get; init; } = FetchOptions.Default;

    /// <summary>Channels that a name stands for.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Multichannels { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>Values of <c>CONDA_OVERRIDE_*</c> variables, by full variable name.</summary>
    public ImmutableSortedDictionary<string, string> VirtualPackageOverrides { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where configuration and credentials of registries and the container engine are looked for.</summary>
    public UserMachine Machine { get; init; } = UserMachine.Bare;

    /// <summary>
    /// Secrets for <c>RUN --mount=type=secret</c> of steps and Dockerfiles; no fingerprint depends on them.
    /// </summary>
    public ImmutableArray<BuildSecret> Secrets { get; init; } = [];

    /// <summary>What becomes of scripts of packages.</summary>
    public PostLinkScripts PostLinkScripts { get; init; }

    /// <summary>Most downloads or layers in work at once.</summary>
    public int Parallelism { get; init; } = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Reads what becomes of scripts of packages.</summary>
    /// <param name="text"><c>run</c> or <c>skip</c>.</param>
    /// <exception cref="EnvBuildException">ENV0035: it is neither.</exception>
    public static PostLinkScripts ParsePostLinkScripts(string text) =>
        Enum.TryParse<PostLinkScripts>(text, ignoreCase: true, out var scripts) && Enum.IsDefined(scripts)
            ? scripts
            : throw DiagnosticCatalog.PostLinkScriptsInvalid.Exception(null, text);

    internal FetchOptions EffectiveFetching => Fetching with
    {
        Offline = Offline || Fetching.Offline,
        Access = ChannelAlias is null ? Fetching.Access : Fetching.Access.WithAlias(
            Path.IsPathFullyQualified(ChannelAlias) ? new Uri(ChannelAlias).AbsoluteUri : ChannelAlias),
    };

    internal ChannelContext ChannelContextIn(string folder) => new()
    {
        BaseFolder = folder,
        Multichannels = Multichannels,
    };

    /// <summary>
    /// The folder of this user's own places: <c>ENVBUILD_HOME</c>, else <c>envbuild</c> in the local application data.
    /// </summary>
    /// <param name="getVariable">Reads an environment variable.</param>
    /// <param name="folder">Absolute folder that relative paths in variables start at.</param>
    public static string HomeFor(Func<string, string?> getVariable, string folder)
    {
        ArgumentNullException.ThrowIfNull(getVariable);
        return getVariable("ENVBUILD_HOME") is { Length: > 0 } named
            ? Path.GetFullPath(named, folder)
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify),
                "envbuild");
    }

    /// <summary>The places of this user, below <see cref="HomeFor"/>.</summary>
    /// <param name="getVariable">Reads an environment variable.</param>
    /// <param name="folder">Absolute folder that relative paths in variables start at.</param>
    public static BuildSettings ForUser(Func<string, string?> getVariable, string folder)
    {
        ArgumentNullException.ThrowIfNull(getVariable);
        var home = HomeFor(getVariable, folder);
        var settings = new BuildSettings
        {
            StoreFolder = getVariable("ENVBUILD_STORE") is { Length: > 0 } store
                ? Path.GetFullPath(store, folder)
                : Path.Combine(home, "store"),
            CacheFolder = Path.Combine(home, "cache"),
            Machine = new UserMachine(getVariable, folder),
            VirtualPackageOverrides = OverrideVariables
                .Select(name => KeyValuePair.Create(name, getVariable(name)))
                .Where(pair => pair.Value is not null)
                .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal),
        };
        return settings with
        {
            ChannelAlias = getVariable("ENVBUILD_CHANNEL_ALIAS") is { Length: > 0 } alias ? alias : null,
            Offline = getVariable("ENVBUILD_OFFLINE") is "1" or "true",
            PostLinkScripts = getVariable("ENVBUILD_POST_LINK_SCRIPTS") is { Length: > 0 } scripts
                ? ParsePostLinkScripts(scripts)
                : PostLinkScripts.Run,
        };
    }
}
