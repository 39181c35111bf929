using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;
using EnvBuild.Solving;

namespace EnvBuild.Conda.Solve;

/// <summary>Chooses conda packages for a platform.</summary>
/// <param name="source">Where repodata comes from.</param>
/// <param name="reporter">Is told details and progress.</param>
public sealed class CondaSolver(RepodataSource source, IReporter reporter)
{
    /// <summary>Loads the channels and solves.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="EnvBuildException">A channel cannot be read (ENV301x).</exception>
    public async Task<SolveResult> SolveAsync(SolveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await LoadAndSolveAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException error)
        {
            reporter.Detail($"The cache of repodata is damaged, what cannot be used is made anew: {error.Message}");
            source.DistrustCache();
            return await LoadAndSolveAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the next solve read the channels anew, as they have changed since they were read.</summary>
    public void Refresh() => source.Refresh();

    /// <summary>Solves over channels that are loaded.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="indexes">The folders of the channels, in the order of the channels.</param>
    /// <param name="reporter">Is told details.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static SolveResult Solve(
        SolveRequest request,
        IReadOnlyList<RepodataIndex> indexes,
        IReporter reporter,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(reporter);
        var pool = new CondaPool(request, indexes);
        var problem = pool.CreateProblem();
        var solution = PackageSolver.Solve(pool, problem, cancellationToken);
        reporter.Detail(
            $"Solved for {request.Platform}: {solution.Statistics.Packages} packages looked at, "
            + $"{solution.Statistics.Decisions} chosen, {solution.Statistics.Conflicts} conflicts.");
        if (solution.IsSolved)
        {
            var chosen = solution.Packages.Where(package => !pool.IsVirtual(package)).Select(pool.WholeRecordOf);
            return new SolveResult(true, InstallOrder.Sort([.. chosen]), null, []);
        }

        var explanation = ConflictExplanation.Create(pool, request, solution.Core);
        var mismatch = new PythonMismatch(indexes).Find(request);
        return new SolveResult(
            false,
            [],
            explanation.Text,
            mismatch is null ? explanation.Diagnostics : [mismatch, .. explanation.Diagnostics]);
    }

    private async Task<SolveResult> LoadAndSolveAsync(SolveRequest request, CancellationToken cancellationToken)
    {
        request = SpecChannels.AddTo(request);
        var loaded = await source.LoadAsync(
            request.Channels, request.Platform, RequestedNames.Of(request), cancellationToken).ConfigureAwait(false);
        var indexes = loaded.Indexes;
        request = request with { Channels = loaded.Channels };
        var result = SolveLoaded(request, indexes, cancellationToken);
        if (result.IsSolved)
        {
            return result;
        }

        var missing = await MissingPackages.DiagnoseAsync(source, request, indexes, cancellationToken)
            .ConfigureAwait(false);
        return missing.IsEmpty ? result : result with { Diagnostics = missing };
    }

    // Loaded is all that is waited for.
    private SolveResult SolveLoaded(
        SolveRequest request, IReadOnlyList<RepodataIndex> indexes, CancellationToken cancellationToken) =>
        Solve(request, indexes, reporter, cancellationToken);
}
