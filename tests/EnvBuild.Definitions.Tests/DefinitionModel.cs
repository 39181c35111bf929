using System.Collections.Immutable;

namespace EnvBuild.Definitions.Tests;

/// <summary>What a random definition asks for, and what does not matter in it.</summary>
internal sealed record DefinitionModel(
    ImmutableArray<string> Channels,
    ImmutableArray<(string Name, string Version, string Build)> Packages,
    ImmutableArray<(string Name, string Version)> PipPackages,
    ImmutableArray<string> Indexes)
{
    /// <summary>The parts that have a meaning, as a text that is equal only for models of equal meaning.</summary>
    public string Meaning => string.Join(
        '\n',
        string.Join(' ', Channels.Distinct()),
        string.Join(' ', Packages.Distinct().Order()),
        string.Join(' ', PipPackages.Distinct().Order()),
        string.Join(' ', Indexes.Distinct()));
}
