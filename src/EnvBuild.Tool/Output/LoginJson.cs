namespace EnvBuild.Tool.Output;

/// <summary>A registry of <c>dotnet env login --status</c>, and where its credential is kept.</summary>
internal sealed record LoginJson(string Host, string Origin);
