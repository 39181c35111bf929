using System.Collections.Immutable;
using EnvBuild.Conda;

namespace EnvBuild.Building;

/// <summary>Match specs to solve, as a command line gives them.</summary>
public sealed record SpecsRequest
{
    /// <summary>Match specs.</summary>
    public required ImmutableArray<string> Specs { get; init; }

    /// <summary>Channels, the most important first.</summary>
    public required ImmutableArray<string> Channels { get; init; }

    /// <summary>Conda platform such as <c>linux-64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Virtual packages such as <c>__cuda=12.4</c>; each replaces the one of its name.</summary>
    public ImmutableArray<string> VirtualPackages { get; init; } = [];

    /// <summary>What the order of channels means.</summary>
    public ChannelPriority ChannelPriority { get; init; }

    /// <summary>Match specs that hold for packages that come in, without bringing any in.</summary>
    public ImmutableArray<string> Pins { get; init; } = [];

    /// <summary>Time up to which packages count; <see langword="null"/> for no limit.</summary>
    public DateTimeOffset? ExcludeNewer { get; init; }

    /// <summary>Absolute folder that relative channels start at.</summary>
    public required string Folder { get; init; }
}
