using System.Collections.Immutable;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Resolution;

namespace EnvBuild.Building.Pip;

/// <summary>What the pip part of a definition asks for, in the words of the resolver.</summary>
/// <param name="Requirements">What is asked for.</param>
/// <param name="Constraints">What is permitted.</param>
/// <param name="Indexes">Where projects are looked for.</param>
/// <param name="Formats">Wheels and sources.</param>
/// <param name="Credentials">User and password of addresses.</param>
internal sealed record PipWish(
    ImmutableArray<AskedRequirement> Requirements,
    ImmutableArray<AskedRequirement> Constraints,
    IndexOptions Indexes,
    FormatControl Formats,
    PipCredentials Credentials)
{
    /// <summary>Whether pre-releases are wanted of every project.</summary>
    public bool PreReleases { get; init; }

    /// <summary>Whether an older wheel is better than a newer source.</summary>
    public bool PrefersBinary { get; init; }

    /// <summary>Whether every file has to have a hash that the definition gives.</summary>
    public bool RequiresHashes { get; init; }
}
