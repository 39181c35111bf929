using System.Collections.Immutable;
using System.Runtime.InteropServices;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Metadata;
using EnvBuild.Solving;

namespace EnvBuild.Python.Resolution;

/// <summary>Projects as the solver sees them.</summary>
internal sealed class PythonPool : IDependencySource
{
    private readonly ResolutionRequest _request;
    private readonly ProjectCatalog _catalog;
    private readonly SearchState _state;
    private readonly MarkerEnvironment _environment;
    private readonly Dictionary<string, InstalledProject> _installed;
    private readonly ILookup<string, VersionSpecifiers> _constraints;
    private readonly NumberedSet<string> _names = new();
    private readonly NumberedSet<PoolPackage> _packages = new();
    private readonly NumberedSet<PoolRequirement> _requirements = new();
    private readonly Dictionary<int, ImmutableArray<int>> _candidates = [];
    private readonly Dictionary<int, ImmutableArray<Requirement>> _dependencies = [];

    public PythonPool(ResolutionRequest request, ProjectCatalog catalog, SearchState state)
    {
        (_request, _catalog, _state) = (request, catalog, state);
        _environment = request.Target.ToMarkerEnvironment();
        _installed = request.Installed.ToDictionary(project => project.Name, StringComparer.Ordinal);
        _constraints = request.Constraints.Where(IsWanted)
            .ToLookup(asked => asked.Name, asked => asked.Requirement.Specifiers, StringComparer.Ordinal);
    }

    /// <summary>A package costs a download of its metadata.</summary>
    public bool IsReadAhead => false;

    public PoolPackage Package(int package) => _packages[package];

    public PoolRequirement Requirement(int requirement) => _requirements[requirement];

    /// <summary>Whether what somebody wrote counts for the target.</summary>
    public bool IsWanted(AskedRequirement asked) => IsWanted(asked.Requirement, extra: "");

    /// <summary>The requirements that a written one stands for: its project, and each of its extras.</summary>
    public ImmutableArray<int> RequirementsOf(Requirement requirement)
    {
        var project = requirement.NormalizedName;
        if (requirement.Url is not null && FaultOfUrl(requirement) is { } fault)
        {
            return [Add(new PoolRequirement(project, null, requirement.Specifiers, requirement.ToString()) { Fault = fault })];
        }

        if (!_installed.ContainsKey(project))
        {
            _catalog.Announce(project, requirement.Specifiers);
        }

        NotePreReleases(project, requirement.Specifiers);
        var text = requirement.Marker is null ? requirement.ToString() : (requirement with { Marker = null }).ToString();
        var own = Add(new PoolRequirement(project, null, requirement.Specifiers, text));
        return
        [
            own,
            .. requirement.Extras.Select(PackageName.Normalize).Distinct(StringComparer.Ordinal)
                .Select(extra => Add(new PoolRequirement(project, extra, requirement.Specifiers, text))),
        ];
    }

    /// <summary>Takes note of what a constraint says besides its versions.</summary>
    public void NoteConstraint(Requirement constraint)
    {
        if (constraint.Url is not null)
        {
            FaultOfUrl(constraint);
        }

        NotePreReleases(constraint.NormalizedName, constraint.Specifiers);
    }

    /// <summary>Whether a project has an extra.</summary>
    public bool HasExtra(PoolPackage extra) => MetadataOf(extra).ProvidesExtra.Contains(extra.Extra!);

    /// <summary>What the file of a package says of itself.</summary>
    public CoreMetadata MetadataOf(PoolPackage package) => _catalog.Metadata(package.Version!.File);

    /// <summary>What a package requires for the target; empty before it came into question.</summary>
    public ImmutableArray<Requirement> DependenciesOf(int package) => _dependencies.GetValueOrDefault(package, []);

    /// <summary>Versions that all given specifiers and the constraints permit, be they pre-releases or not.</summary>
    public IEnumerable<ProjectVersion> Matching(string project, IReadOnlyCollection<VersionSpecifiers> specifiers) =>
        ProjectOf(project).Versions.Where(version =>
            specifiers.All(set => set.Matches(version.Version)) && IsPermitted(project, version.Version));

    /// <summary>Constraints of a project.</summary>
    public IEnumerable<VersionSpecifiers> ConstraintsOf(string project) => _constraints[project];

    public InstalledProject? InstalledOf(string project) => _installed.GetValueOrDefault(project);

    /// <summary>What can be installed of a project; of a given address nothing else.</summary>
    public Project ProjectOf(string project) => _state.DirectOf(project) is { } file
        ? Project.Of([file], new FileJudge(project, _request, _catalog.Tags, null))
        : _catalog.Project(project);

    public int NameOf(int package) => _packages[package].Name;

    public ImmutableArray<int> CandidatesOf(int requirement)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_candidates, requirement, out var isKnown);
        return isKnown ? known : known = FindCandidates(_requirements[requirement]);
    }

    public ImmutableArray<int> ForbiddenBy(int constraint) => [];

    public PackageNeeds NeedsOf(int package)
    {
        var chosen = _packages[package];
        ImmutableArray<Requirement> requires;
        try
        {
            requires = RequiresOf(chosen);
        }
        catch (CoreMetadataException exception)
        {
            return new PackageNeeds([AddFault(chosen, exception.Message)], []);
        }

        if (chosen.Extra is null && FaultOf(chosen) is { } fault)
        {
            return new PackageNeeds([AddFault(chosen, fault)], []);
        }

        var wanted = _request.IgnoresDependencies || (chosen is { Extra: null, Installed: not null })
            ? []
            : requires.Where(requirement => IsWanted(requirement, chosen.Extra ?? "")).ToImmutableArray();
        _dependencies[package] = wanted;
        var needs = wanted.SelectMany(requirement => RequirementsOf(requirement));
        return new PackageNeeds([.. chosen.Extra is null ? needs : needs.Prepend(AddOwner(chosen))], []);
    }

    private bool IsWanted(Requirement requirement, string extra) =>
        requirement.Marker is not { } marker || marker.Evaluate(_environment with { Extra = extra });

    private int Add(PoolRequirement requirement) => _requirements.Add(requirement).Number;

    private int AddFault(PoolPackage package, string fault) => Add(new PoolRequirement(
        package.Project, package.Extra, VersionSpecifiers.Any, $"{package.Project} {package.Number}")
    { Fault = fault });

    private int AddOwner(PoolPackage extra)
    {
        var owner = Add(extra with { Name = _names.Add(extra.Project).Number, Extra = null });
        return Add(new PoolRequirement(
            extra.Project, null, VersionSpecifiers.Any, $"{extra.Project}=={extra.Number}")
        { Only = owner });
    }

    private int Add(PoolPackage package) => _packages.Add(package).Number;

    // Whoever names a pre-release wants them; whether it counts in the end is not known yet.
    private void NotePreReleases(string project, VersionSpecifiers specifiers)
    {
        if (specifiers.NamesPreRelease)
        {
            _state.UsePreReleases(project, PreReleaseUse.Last);
        }
    }

    private string? FaultOfUrl(Requirement requirement)
    {
        var file = Uri.TryCreate(requirement.Url, UriKind.Absolute, out var url) ? FileLink.TryResolve(url, requirement.Url) : null;
        if (file is null)
        {
            return $"'{requirement.Url}' is not the address of a file";
        }

        return _state.TryUseDirect(requirement.NormalizedName, file)
            ? null
            : $"another file is given for it: {_state.DirectOf(requirement.NormalizedName)!.FileName}";
    }

    private ImmutableArray<Requirement> RequiresOf(PoolPackage package) => package.Installed is { } installed
        ? installed.RequiresDist
        : MetadataOf(package).RequiresDist;

    // pip drops files that say another thing inside than by their names.
    private string? FaultOf(PoolPackage package)
    {
        if (package.Installed is not null)
        {
            return null;
        }

        var metadata = MetadataOf(package);
        if (metadata.NormalizedName != package.Project)
        {
            return $"its metadata says that it is '{metadata.Name}'";
        }

        if (metadata.Version != package.Number)
        {
            return $"its metadata says that it is version {metadata.Version}";
        }

        return metadata.RequiresPython.Matches(_request.Target.Version) ? null : $"it needs Python {metadata.RequiresPython}";
    }

    private ImmutableArray<int> FindCandidates(PoolRequirement requirement)
    {
        if (requirement.Fault is not null)
        {
            return [];
        }

        if (requirement.Only >= 0)
        {
            return [requirement.Only];
        }

        var name = _names.Add(requirement.Extra is null ? requirement.Project : $"{requirement.Project}[{requirement.Extra}]").Number;
        if (_installed.TryGetValue(requirement.Project, out var installed))
        {
            return requirement.Specifiers.Matches(installed.Version)
                ? [Add(new PoolPackage(name, requirement.Project, requirement.Extra, null, installed))]
                : [];
        }

        return
        [
            .. InOrder(requirement)
                .Select(version => Add(new PoolPackage(name, requirement.Project, requirement.Extra, version, null))),
        ];
    }

    private IEnumerable<ProjectVersion> InOrder(PoolRequirement requirement)
    {
        var matching = Matching(requirement.Project, [requirement.Specifiers]).ToList();
        var current = matching.Where(version => !version.File.IsYanked).ToList();
        if (current.Count == 0 && requirement.Specifiers.IsPinned)
        {
            matching.ForEach(version => _state.Pin(requirement.Project, version.Version));
        }

        var pinned = _state.PinnedOf(requirement.Project);
        return WithPreReleases(requirement, current)
            .Concat(matching.Where(version => version.File.IsYanked && pinned.Contains(version.Version)));
    }

    private IEnumerable<ProjectVersion> WithPreReleases(PoolRequirement requirement, List<ProjectVersion> versions)
    {
        var use = _state.PreReleasesOf(requirement.Project);
        if (_request.PreReleases
            || use == PreReleaseUse.Full
            || _state.DirectOf(requirement.Project) is not null
            || requirement.Specifiers.NamesPreRelease)
        {
            return versions;
        }

        var releases = versions.Where(version => !version.Version.IsPreRelease).ToList();
        if (releases.Count == 0)
        {
            return versions;
        }

        return use == PreReleaseUse.Last
            ? releases.Concat(versions.Where(version => version.Version.IsPreRelease))
            : releases;
    }

    private bool IsPermitted(string project, PythonVersion version) =>
        _constraints[project].All(constraint => constraint.Matches(version));
}
