using System.Collections.Immutable;

namespace EnvBuild.Definitions;

/// <summary>What pip is asked for, files named with <c>-r</c> and <c>-c</c> read in.</summary>
/// <param name="Requirements">Packages, in their order.</param>
/// <param name="Constraints">Limits of packages that are not asked for themselves (<c>-c</c>).</param>
/// <param name="Options">Options, in their order.</param>
public sealed record PipSection(
    ImmutableArray<PipRequirement> Requirements,
    ImmutableArray<PipRequirement> Constraints,
    ImmutableArray<PipOption> Options)
{
    /// <summary>Nothing.</summary>
    public static PipSection Empty { get; } = new([], [], []);

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsEmpty => Requirements.IsEmpty && Constraints.IsEmpty && Options.IsEmpty;
}
