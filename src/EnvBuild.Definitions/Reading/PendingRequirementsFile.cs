using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>A requirements file that is named with <c>-r</c> or <c>-c</c>.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="IsConstraint">Whether it is named with <c>-c</c>.</param>
/// <param name="Location">Where it is named.</param>
internal sealed record PendingRequirementsFile(string Path, bool IsConstraint, SourceLocation Location);
