using System.Collections.Immutable;

namespace EnvBuild.Building;

/// <summary>Asks for the image of one definition.</summary>
public sealed record BuildRequest
{
    /// <summary>Absolute path of the definition.</summary>
    public required string DefinitionPath { get; init; }

    /// <summary>
    /// Conda subdirs such as <c>linux-64</c>; empty for those of the definition, or <c>linux-64</c> if it names none.
    /// </summary>
    public ImmutableArray<string> Platforms { get; init; } = [];

    /// <summary>
    /// Reference of the image, <c>name:tag</c>; <see langword="null"/> for the name and version of the definition.
    /// </summary>
    public string? Tag { get; init; }

    /// <summary>Base image for a definition that names none; <see langword="null"/> for none.</summary>
    public string? BaseImage { get; init; }

    /// <summary>Fail instead of making or changing a lock.</summary>
    public bool LockedMode { get; init; }
}
