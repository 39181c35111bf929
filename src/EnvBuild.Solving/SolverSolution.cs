using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <summary>The answer of the solver.</summary>
/// <param name="IsSolved">Whether everything can be fulfilled at once.</param>
/// <param name="Packages">The chosen packages, in the order in which they were chosen.</param>
/// <param name="Core">Where it cannot: facts that exclude each other; see <see cref="SolverFact"/>.</param>
/// <param name="Statistics">How much work it was.</param>
public sealed record SolverSolution(
    bool IsSolved, ImmutableArray<int> Packages, ImmutableArray<SolverFact> Core, SolverStatistics Statistics);
