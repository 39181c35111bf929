using EnvBuild.Diagnostics;

namespace EnvBuild.Python.Indexes;

/// <summary>A place where projects are looked for.</summary>
/// <param name="Text">Address of an index or page, or an absolute path; may hold credentials.</param>
/// <param name="Location">Where it is written.</param>
public sealed record IndexPlace(string Text, SourceLocation? Location = null);
