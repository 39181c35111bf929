using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>An option for pip.</summary>
/// <param name="Name">Long name, such as <c>--extra-index-url</c>.</param>
/// <param name="Value">Its value; <see langword="null"/> for a flag.</param>
/// <param name="Location">Where it is written.</param>
public sealed record PipOption(string Name, string? Value, SourceLocation Location)
{
    /// <summary>The text that enters the fingerprint: <c>--name=value</c> or <c>--name</c>.</summary>
    public string Canonical => Value is null ? Name : $"{Name}={Value}";
}
