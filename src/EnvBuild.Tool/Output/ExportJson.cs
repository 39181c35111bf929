namespace EnvBuild.Tool.Output;

/// <summary>
/// Result of <c>dotnet env export</c>: of a lock there is no reference and no digest, and no platform where the file
/// holds several.
/// </summary>
internal sealed record ExportJson(string Path, string Type, string? Reference, string? Digest, string? Platform);
