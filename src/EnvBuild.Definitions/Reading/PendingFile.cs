using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Reading;

/// <summary>A file that the definition names.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Location">Where it is named.</param>
internal sealed record PendingFile(string Path, SourceLocation Location);
