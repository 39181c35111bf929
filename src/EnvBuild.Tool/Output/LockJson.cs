using EnvBuild.Building;

namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env lock</c>; no lock where there are errors.</summary>
internal sealed record LockJson(MadeLock? Lock, DiagnosticJson[] Diagnostics);
