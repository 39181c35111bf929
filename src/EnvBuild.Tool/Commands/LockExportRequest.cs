using EnvBuild.Building;

namespace EnvBuild.Tool.Commands;

/// <summary>Which lock <c>dotnet env export</c> writes, and how.</summary>
/// <param name="Type">The form.</param>
/// <param name="Subject">The environment; <see langword="null"/> if files are named.</param>
/// <param name="Files">The files.</param>
/// <param name="Platform">Conda platform; <see langword="null"/> for all, or the only one.</param>
/// <param name="Output">Path as given; <see langword="null"/> or <c>-</c> for standard output.</param>
internal sealed record LockExportRequest(
    string Type, string? Subject, LockImport Files, string? Platform, string? Output);
