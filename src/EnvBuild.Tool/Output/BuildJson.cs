using EnvBuild.Building;

namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env build</c>.</summary>
internal sealed record BuildJson(BuiltImage[] Images, DiagnosticJson[] Diagnostics);
