using System.Collections.Immutable;

namespace EnvBuild.Conda.Repodata;

/// <summary>The repodata of channels, for one platform.</summary>
/// <param name="Channels">
/// The channels, the most important first: those that were asked for and those that they relate to (CEP 42).
/// </param>
/// <param name="Indexes">Their folders, in the order of the channels; the platform's in front of <c>noarch</c>.</param>
public sealed record LoadedChannels(ImmutableArray<Channel> Channels, ImmutableArray<RepodataIndex> Indexes);
