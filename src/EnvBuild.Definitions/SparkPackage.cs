using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>A Maven package for Spark.</summary>
/// <param name="Group">Group id.</param>
/// <param name="Artifact">Artifact id.</param>
/// <param name="Version">Version.</param>
/// <param name="Location">Where it is written.</param>
public sealed record SparkPackage(string Group, string Artifact, string Version, SourceLocation Location)
{
    /// <summary><c>group:artifact:version</c>.</summary>
    public string Coordinates => $"{Group}:{Artifact}:{Version}";
}
