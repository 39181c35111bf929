using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <summary>Finds few facts that exclude each other, so that the explanation is short.</summary>
internal static class CoreFinder
{
    internal static SolverSolution Find(
        IDependencySource source, SolverProblem problem, SolverSolution failed, CancellationToken cancellationToken)
    {
        var traced = PackageSolver.SolveTraced(source, problem, traces: true, cancellationToken);
        var asked = traced.Core
            .Where(fact => fact.Kind == SolverFactKind.Required)
            .Select(fact => fact.Subject)
            .ToHashSet();
        var required = problem.Required.Where(asked.Contains).ToImmutableArray();
        for (var i = required.Length - 1; i >= 0 && required.Length > 1; i--)
        {
            var fewer = problem with { Required = required.RemoveAt(i) };
            var retry = PackageSolver.SolveTraced(source, fewer, traces: true, cancellationToken);
            if (!retry.IsSolved)
            {
                (required, traced) = (fewer.Required, retry);
            }
        }

        var smallest = problem with { Required = required };
        var last = PackageSolver.SolveTraced(source, smallest, traces: true, cancellationToken);
        return failed with { Core = last.IsSolved ? traced.Core : last.Core };
    }
}
