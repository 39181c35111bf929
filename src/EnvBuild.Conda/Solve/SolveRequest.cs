using System.Collections.Immutable;
using EnvBuild.Conda.VirtualPackages;

namespace EnvBuild.Conda.Solve;

/// <summary>What is to be solved, for one platform.</summary>
public sealed record SolveRequest
{
    /// <summary>What is asked for; what stands in front is served first.</summary>
    public ImmutableArray<RequestedSpec> Specs { get; init; } = [];

    /// <summary>Channels, the most important first.</summary>
    public ImmutableArray<Channel> Channels { get; init; } = [];

    /// <summary>What channels in front of names (<c>channel::name</c>) are read against.</summary>
    public ChannelContext ChannelContext { get; init; } = ChannelContext.Default;

    /// <summary>Platform of conda: <c>linux-64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Properties of the target; see <see cref="VirtualPackageSet"/>.</summary>
    public ImmutableArray<VirtualPackage> VirtualPackages { get; init; } = [];

    /// <summary>What the order of channels means.</summary>
    public ChannelPriority ChannelPriority { get; init; }

    /// <summary>Which versions are preferred.</summary>
    public SolveStrategy Strategy { get; init; }

    /// <summary>Specs that hold for packages that come in, without bringing any in: pins.</summary>
    public ImmutableArray<RequestedSpec> Constraints { get; init; } = [];

    /// <summary>Packages that are taken before all others of their name, such as those of a former lock.</summary>
    public ImmutableArray<PackageRecord> Favored { get; init; } = [];

    /// <summary>
    /// Only packages that came into their channel up to this time, or were built up to it, where the channel does not
    /// say (CEP 47); <see langword="null"/> for no limit. Packages without any time are taken.
    /// </summary>
    public DateTimeOffset? ExcludeNewer { get; init; }
}
