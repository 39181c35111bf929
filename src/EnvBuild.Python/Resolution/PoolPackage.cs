namespace EnvBuild.Python.Resolution;

/// <summary>
/// Something that the solver can choose: a version of a project, or one of its extras in that version, which needs the former.
/// </summary>
/// <param name="Name">Number of its name; a project and each of its extras have names of their own.</param>
/// <param name="Project">Normalised name of the project.</param>
/// <param name="Extra">Normalised name of the extra; <see langword="null"/> for the project itself.</param>
/// <param name="Version">The version, where it would be installed.</param>
/// <param name="Installed">The project, where it is there already.</param>
internal sealed record PoolPackage(
    int Name, string Project, string? Extra, ProjectVersion? Version, InstalledProject? Installed)
{
    /// <summary>Its version.</summary>
    public PythonVersion Number => Installed?.Version ?? Version!.Version;
}
