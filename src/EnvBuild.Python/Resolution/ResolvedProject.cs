using System.Collections.Immutable;
using EnvBuild.Python.Indexes;
using EnvBuild.Python.Metadata;

namespace EnvBuild.Python.Resolution;

/// <summary>A project that was chosen.</summary>
/// <param name="Name">Normalised name.</param>
/// <param name="Version">Its version.</param>
/// <param name="File">The file to install.</param>
/// <param name="Metadata">What the file says of itself.</param>
/// <param name="Extras">Extras that are asked for, normalised, sorted.</param>
/// <param name="Dependencies">What it requires here: markers are decided and extras counted in.</param>
/// <param name="IsDirect">Whether somebody gave the address of the file (PEP 610).</param>
public sealed record ResolvedProject(
    string Name,
    PythonVersion Version,
    IndexFile File,
    CoreMetadata Metadata,
    ImmutableArray<string> Extras,
    ImmutableArray<Requirement> Dependencies,
    bool IsDirect);
