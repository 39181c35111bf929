using System.Collections.Immutable;
using EnvBuild.Solving;

namespace EnvBuild.Python.Resolution;

/// <summary>What a search found.</summary>
internal sealed class SearchOutcome(
    PythonPool pool,
    ResolutionRequest request,
    SearchState state,
    ImmutableArray<(AskedRequirement Asked, ImmutableArray<int> Ids)> asked,
    SolverSolution solution)
{
    private readonly ImmutableArray<(int Id, PoolPackage Package)> _chosen =
        [.. solution.Packages.Select(package => (package, pool.Package(package)))];

    /// <summary>
    /// Compares the use of pre-releases with what pip makes of all requirements of a project together, now that they are known.
    /// </summary>
    public void Learn()
    {
        if (request.PreReleases)
        {
            return;
        }

        if (solution.IsSolved)
        {
            foreach (var (_, package) in _chosen.Where(entry => entry.Package is { Extra: null, Installed: null }))
            {
                Compare(package);
            }

            return;
        }

        // Each requirement alone has releases, and only together do they leave none.
        foreach (var project in solution.Core
            .Where(fact => fact.Kind == SolverFactKind.Candidates)
            .Select(fact => pool.Requirement(fact.Subject).Project)
            .Distinct())
        {
            var core = solution.Core.Where(fact => fact.Kind == SolverFactKind.Candidates)
                .Select(fact => pool.Requirement(fact.Subject))
                .Where(requirement => requirement.Project == project && requirement.Fault is null && requirement.Only < 0)
                .Select(requirement => requirement.Specifiers)
                .ToList();
            if (pool.InstalledOf(project) is null && core.Count > 0 && HasOnlyPreReleases(project, core))
            {
                state.UsePreReleases(project, PreReleaseUse.Last);
            }
        }
    }

    public ResolutionResult ToResult()
    {
        if (!solution.IsSolved)
        {
            return new ResolutionResult([], new ConflictTree(pool, request, solution.Core).Explain(asked));
        }

        var extras = _chosen.Where(entry => entry.Package.Extra is not null)
            .ToLookup(entry => entry.Package.Project, StringComparer.Ordinal);
        return new ResolutionResult(
            [
                .. _chosen.Where(entry => entry.Package is { Extra: null, Installed: null })
                    .Select(entry => Describe(entry.Id, entry.Package, [.. extras[entry.Package.Project]]))
                    .OrderBy(project => project.Name, StringComparer.Ordinal),
            ],
            null)
        {
            UnknownExtras =
            [
                .. _chosen.Where(entry => entry.Package is { Extra: not null, Version: not null }
                        && !pool.HasExtra(entry.Package))
                    .Select(entry => $"{entry.Package.Project}[{entry.Package.Extra}]")
                    .Order(StringComparer.Ordinal),
            ],
        };
    }

    private ResolvedProject Describe(int id, PoolPackage package, ImmutableArray<(int Id, PoolPackage Package)> extras) => new(
        package.Project,
        package.Number,
        package.Version!.File,
        pool.MetadataOf(package),
        [.. extras.Select(entry => entry.Package.Extra!).Order(StringComparer.Ordinal)],
        [
            .. extras.Select(entry => entry.Id).Prepend(id).SelectMany(package => pool.DependenciesOf(package))
                .DistinctBy(requirement => requirement.ToCanonicalString()),
        ],
        state.DirectOf(package.Project) is not null);

    private void Compare(PoolPackage package)
    {
        if (state.DirectOf(package.Project) is not null)
        {
            return;
        }

        var sets = ActiveSpecifiers(package.Project);
        if (sets.Any(set => set.NamesPreRelease))
        {
            var better = pool.Matching(package.Project, sets).FirstOrDefault(version => !version.File.IsYanked);
            if (better is { Version.IsPreRelease: true } && better.Version > package.Number)
            {
                state.UsePreReleases(package.Project, PreReleaseUse.Full);
            }
        }
        else if (package.Number.IsPreRelease && !HasOnlyPreReleases(package.Project, sets))
        {
            state.UsePreReleases(package.Project, PreReleaseUse.FallbackForGood);
        }
    }

    private List<VersionSpecifiers> ActiveSpecifiers(string project) =>
    [
        .. asked.Select(entry => entry.Asked.Requirement)
            .Concat(_chosen.SelectMany(entry => pool.DependenciesOf(entry.Id)))
            .Where(requirement => requirement.NormalizedName == project)
            .Select(requirement => requirement.Specifiers),
        .. pool.ConstraintsOf(project),
    ];

    private bool HasOnlyPreReleases(string project, IReadOnlyCollection<VersionSpecifiers> sets)
    {
        var matching = pool.Matching(project, sets).Where(version => !version.File.IsYanked).ToList();
        return matching.Count > 0 && matching.TrueForAll(version => version.Version.IsPreRelease);
    }
}
