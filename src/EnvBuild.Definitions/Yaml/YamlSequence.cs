using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(SourceSpan span, ImmutableArray<YamlNode> items) : YamlNode(span)
{
    public ImmutableArray<YamlNode> Items { get; } = items;

    public override string Description => "a list";
}
