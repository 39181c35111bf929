using System.Collections.Immutable;

namespace EnvBuild.Workspaces;

/// <summary>A named, versioned environment as the workspace keeps it: the build record.</summary>
public sealed record EnvironmentVersion
{
    /// <summary>Name, in the grammar of image repositories.</summary>
    public required string Name { get; init; }

    /// <summary>Version that the definition gives, else a number that counts up.</summary>
    public required string Version { get; init; }

    /// <summary>What was asked: 64 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The branches of the fingerprint, by name.</summary>
    public required ImmutableSortedDictionary<string, string> Branches { get; init; }

    /// <summary>What went into each branch, a line each, for telling what changed.</summary>
    public required ImmutableSortedDictionary<string, ImmutableArray<string>> Explanation { get; init; }

    /// <summary>What was chosen: lock id by platform.</summary>
    public required ImmutableSortedDictionary<string, string> Locks { get; init; }

    /// <summary>What was built, one for each platform.</summary>
    public required ImmutableArray<EnvironmentImage> Images { get; init; }

    /// <summary>Digest of the definition's text.</summary>
    public required string Definition { get; init; }

    /// <summary>What the definition says of itself.</summary>
    public string? Description { get; init; }

    /// <summary>When it was registered; part of the record, never of an identity.</summary>
    public DateTimeOffset Registered { get; init; }
}
