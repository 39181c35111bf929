using System.Collections.Immutable;
using EnvBuild.Python.Tags;

namespace EnvBuild.Python.Resolution;

/// <summary>What is to be resolved.</summary>
/// <param name="Target">Python and system.</param>
/// <param name="Requirements">What is asked for; those in front are served first.</param>
public sealed record ResolutionRequest(PythonTarget Target, ImmutableArray<AskedRequirement> Requirements)
{
    /// <summary>Versions that are permitted if a project is needed at all.</summary>
    public ImmutableArray<AskedRequirement> Constraints { get; init; } = [];

    /// <summary>Projects that are there already.</summary>
    public ImmutableArray<InstalledProject> Installed { get; init; } = [];

    /// <summary>Whether pre-releases are wanted of every project.</summary>
    public bool PreReleases { get; init; }

    /// <summary>Whether an older wheel is better than a newer source distribution.</summary>
    public bool PrefersBinary { get; init; }

    /// <summary>Which projects may come as wheels, which as source distributions.</summary>
    public FormatControl Formats { get; init; } = FormatControl.Any;

    /// <summary>Whether dependencies are left out.</summary>
    public bool IgnoresDependencies { get; init; }
}
