using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <summary>What is asked of the solver.</summary>
public sealed record SolverProblem
{
    /// <summary>Requirements that are to be fulfilled; those in front are served first.</summary>
    public ImmutableArray<int> Required { get; init; } = [];

    /// <summary>Requirements and constraints that count under conditions.</summary>
    public ImmutableArray<ConditionalNeed> Conditional { get; init; } = [];

    /// <summary>Constraints that hold in any case.</summary>
    public ImmutableArray<int> Constrained { get; init; } = [];

    /// <summary>Packages that are there in any case.</summary>
    public ImmutableArray<int> Installed { get; init; } = [];
}
