namespace EnvBuild.Tool.Output;

/// <summary>Result of <c>dotnet env pull</c>.</summary>
internal sealed record PullJson(string Reference, string Digest, string Platform, int Layers, long Size);
