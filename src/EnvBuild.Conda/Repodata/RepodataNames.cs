using System.Collections.Immutable;

namespace EnvBuild.Conda.Repodata;

/// <summary>Which names of channels are wanted.</summary>
/// <param name="AreAll">Whether all are; channels that serve shards are then asked for the whole.</param>
/// <param name="Names">The names, where not all are wanted.</param>
/// <param name="WithDependencies">Whether what they depend on is wanted too.</param>
public sealed record RepodataNames(bool AreAll, ImmutableArray<string> Names, bool WithDependencies)
{
    /// <summary>All names.</summary>
    public static RepodataNames All { get; } = new(true, [], false);

    /// <summary>Some names, and all that they depend on.</summary>
    /// <param name="names">The names.</param>
    public static RepodataNames AndDependenciesOf(IEnumerable<string> names) => new(false, [.. names], true);

    /// <summary>Some names alone.</summary>
    /// <param name="names">The names.</param>
    public static RepodataNames Only(params ImmutableArray<string> names) => new(false, names, false);
}
