namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env export</c>.</summary>
internal sealed record ExportJson(string Path, string Type, string Reference, string Digest, string Platform);
