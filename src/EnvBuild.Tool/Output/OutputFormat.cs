namespace EnvBuild.Tool.Output;

/// <summary>Form of the results on standard output.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For scripts; each command's schema is published under <c>docs/schema</c>.</summary>
    Json,
}
