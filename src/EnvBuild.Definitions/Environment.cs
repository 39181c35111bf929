using System.Collections.Immutable;
using EnvBuild.Conda;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>The meaning of a definition, whatever form it was written in. Nothing in it changes.</summary>
public sealed record Environment
{
    /// <summary>The file it was read from, as given.</summary>
    public required string Path { get; init; }

    /// <summary>Form in which it is written.</summary>
    public DefinitionDialect Dialect { get; init; }

    /// <summary>Name. Not part of the fingerprint.</summary>
    public string? Name { get; init; }

    /// <summary>Version as written. Not part of the fingerprint.</summary>
    public string? Version { get; init; }

    /// <summary>Description. Not part of the fingerprint.</summary>
    public string? Description { get; init; }

    /// <summary>Tags. Not part of the fingerprint.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = EmptyMap;

    /// <summary>Properties (Azure ML v2). Not part of the fingerprint.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = EmptyMap;

    /// <summary>Environment variables of the image's config. Not part of the fingerprint.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } = EmptyMap;

    /// <summary>The base of the image.</summary>
    public BaseReference Base { get; init; } = BaseReference.Scratch;

    /// <summary>The Dockerfile that makes the base, when there is one.</summary>
    public DockerfileBuild? Build { get; init; }

    /// <summary>Dockerfile instructions that run on the base, in their order.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>Who puts the packages into the image.</summary>
    public PackagesManagedBy PackagesManagedBy { get; init; }

    /// <summary>Conda channels in their order, each once; without <c>nodefaults</c>.</summary>
    public ImmutableArray<ChannelReference> Channels { get; init; } = [];

    /// <summary>
    /// The channels that packages are taken from: <see cref="Channels"/>, or conda-forge where none is named.
    /// </summary>
    public ImmutableArray<ChannelReference> EffectiveChannels => Channels.IsEmpty
        ? [new ChannelReference("conda-forge", "conda-forge", new SourceLocation(Path))]
        : Channels;

    /// <summary>Whether <c>nodefaults</c> stands among the channels.</summary>
    public bool NoDefaultChannels { get; init; }

    /// <summary>Conda packages in their order.</summary>
    public ImmutableArray<CondaRequirement> CondaPackages { get; init; } = [];

    /// <summary>Virtual packages of the target, by name with <c>__</c>, that replace those of the platform.</summary>
    public ImmutableSortedDictionary<string, string> VirtualPackages { get; init; } = EmptyMap;

    /// <summary>What the order of channels means; <see langword="null"/> for the default, strict.</summary>
    public ChannelPriority? ChannelPriority { get; init; }

    /// <summary>Time up to which packages count, in UTC; <see langword="null"/> for no limit.</summary>
    public DateTimeOffset? ExcludeNewer { get; init; }

    /// <summary>Specs that hold for packages that come in, without bringing any in.</summary>
    public ImmutableArray<CondaRequirement> PinnedPackages { get; init; } = [];

    /// <summary>What pip is asked for.</summary>
    public PipSection Pip { get; init; } = PipSection.Empty;

    /// <summary>What Spark needs, when there is a section for it.</summary>
    public SparkSection? Spark { get; init; }

    /// <summary>Interpreter of the base, when the user manages the packages. Not part of the fingerprint.</summary>
    public string? PythonInterpreter { get; init; }

    /// <summary>
    /// Conda subdirs that are built for, as written. Empty: the caller's default. Not part of the fingerprint.
    /// </summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>Routes for serving (Azure ML v2). Not part of the fingerprint.</summary>
    public InferenceConfig? Inference { get; init; }

    /// <summary>The environment this one builds on, as <c>name@range</c>.</summary>
    public string? From { get; init; }

    /// <summary>Where <see cref="From"/> is written.</summary>
    public SourceLocation? FromLocation { get; init; }

    /// <summary>Texts of a template that nobody has filled in yet.</summary>
    public ImmutableArray<Placeholder> Placeholders { get; init; } = [];

    /// <summary>
    /// Absolute paths of all files that were read, beginning with the definition; what a build watches.
    /// </summary>
    public ImmutableArray<string> Files { get; init; } = [];

    internal static ImmutableSortedDictionary<string, string> EmptyMap { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
