using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>What Spark needs.</summary>
/// <param name="Packages">Maven packages.</param>
/// <param name="Repositories">Maven repositories, in their order.</param>
/// <param name="Precache">Whether the packages are put into the image.</param>
/// <param name="Location">Where the section stands.</param>
public sealed record SparkSection(
    ImmutableArray<SparkPackage> Packages,
    ImmutableArray<string> Repositories,
    bool Precache,
    SourceLocation Location);
