using EnvBuild.Python.Indexes;

namespace EnvBuild.Python.Resolution;

/// <summary>A version of a project that could be installed, by its best file.</summary>
/// <param name="Version">The version.</param>
/// <param name="File">The file.</param>
/// <param name="IsWheel">Whether the file is a wheel.</param>
internal sealed record ProjectVersion(PythonVersion Version, IndexFile File, bool IsWheel);
