using System.Collections.Immutable;
using EnvBuild.Solving;

namespace EnvBuild.Python.Resolution;

/// <summary>
/// Chooses projects as pip does: the newest versions that fulfil all requirements at once, pre-releases only where they are
/// asked for or nothing else is there.
/// </summary>
public static class Resolver
{
    private const int MostSearches = 200;

    /// <summary>Resolves requirements.</summary>
    /// <param name="source">Where projects come from.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Task<ResolutionResult> ResolveAsync(
        IProjectSource source, ResolutionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(request);

        // It waits for downloads in the middle of its work.
        return Task.Factory.StartNew(
            () => Resolve(source, request, cancellationToken),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private static ResolutionResult Resolve(
        IProjectSource source, ResolutionRequest request, CancellationToken cancellationToken)
    {
        var catalog = new ProjectCatalog(source, request, cancellationToken);
        var state = new SearchState();
        for (var search = 1; ; search++)
        {
            state.BeginSearch();
            var pool = new PythonPool(request, catalog, state);
            foreach (var constraint in request.Constraints.Where(pool.IsWanted))
            {
                pool.NoteConstraint(constraint.Requirement);
            }

            var asked = request.Requirements.Where(pool.IsWanted)
                .Select(requirement => (Asked: requirement, Ids: pool.RequirementsOf(requirement.Requirement)))
                .ToImmutableArray();
            var problem = new SolverProblem { Required = [.. asked.SelectMany(entry => entry.Ids).Distinct()] };
            var solution = PackageSolver.Solve(pool, problem, cancellationToken);
            var outcome = new SearchOutcome(pool, request, state, asked, solution);
            outcome.Learn();
            if (!state.HasChanged || search == MostSearches)
            {
                return outcome.ToResult();
            }
        }
    }
}
