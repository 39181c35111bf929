using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>A node of a YAML document with its place.</summary>
/// <param name="span">Where it stands.</param>
internal abstract class YamlNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    /// <summary>What it is, for messages.</summary>
    public abstract string Description { get; }
}
