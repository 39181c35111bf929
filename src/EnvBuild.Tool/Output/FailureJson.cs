namespace EnvBuild.Tool.Output;

/// <summary>What a command prints with <c>--format json</c> when it could not do its work.</summary>
internal sealed record FailureJson(DiagnosticJson[] Diagnostics);
