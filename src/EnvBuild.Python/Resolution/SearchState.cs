using System.Collections.Immutable;
using EnvBuild.Python.Indexes;

namespace EnvBuild.Python.Resolution;

/// <summary>
/// What one search found out that the next one has to know from its start, since the answers to the solver never change.
/// </summary>
internal sealed class SearchState
{
    private readonly Dictionary<string, PreReleaseUse> _preReleases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableHashSet<PythonVersion>> _pinned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IndexFile> _direct = new(StringComparer.Ordinal);

    /// <summary>Whether something was found out since the search began.</summary>
    public bool HasChanged { get; private set; }

    public void BeginSearch() => HasChanged = false;

    /// <summary>How the pre-releases of a project are used.</summary>
    public PreReleaseUse PreReleasesOf(string project) => _preReleases.GetValueOrDefault(project);

    /// <summary>Uses the pre-releases of a project in another way.</summary>
    public void UsePreReleases(string project, PreReleaseUse use)
    {
        var known = PreReleasesOf(project);
        var isNews = use == PreReleaseUse.FallbackForGood ? known != use : use > known && known != PreReleaseUse.FallbackForGood;
        if (isNews)
        {
            _preReleases[project] = use;
            HasChanged = true;
        }
    }

    /// <summary>Yanked versions of a project that a requirement pins.</summary>
    public ImmutableHashSet<PythonVersion> PinnedOf(string project) => _pinned.GetValueOrDefault(project, []);

    /// <summary>Permits a yanked version.</summary>
    public void Pin(string project, PythonVersion version)
    {
        var known = PinnedOf(project);
        if (!known.Contains(version))
        {
            _pinned[project] = known.Add(version);
            HasChanged = true;
        }
    }

    /// <summary>The file of a project whose address was given.</summary>
    public IndexFile? DirectOf(string project) => _direct.GetValueOrDefault(project);

    /// <summary>Takes the file of an address as the only one of a project.</summary>
    /// <returns>Whether there is no other.</returns>
    public bool TryUseDirect(string project, IndexFile file)
    {
        if (_direct.TryAdd(project, file))
        {
            HasChanged = true;
            return true;
        }

        return SameFile(_direct[project].Url, file.Url);
    }

    // What stands behind '#' only describes the file.
    private static bool SameFile(string left, string right) =>
        string.Equals(left.Split('#')[0], right.Split('#')[0], StringComparison.Ordinal);
}
