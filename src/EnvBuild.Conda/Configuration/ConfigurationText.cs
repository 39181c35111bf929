using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Configuration;

/// <summary>One text of the configuration, and where it stands.</summary>
/// <param name="Value">The text, with its variables filled in; may hold secrets.</param>
/// <param name="Source">File or variable, as it is shown.</param>
/// <param name="Location">Its place; <see langword="null"/> in a variable.</param>
internal sealed record ConfigurationText(string Value, string Source, SourceLocation? Location)
{
    /// <summary>Where it stands; the value may be a secret.</summary>
    public override string ToString() => Source;
}
