using System.Diagnostics.CodeAnalysis;
using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions.Yaml;

/// <summary>The document would cost too much; never leaves <see cref="YamlLoader"/>.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Never leaves the loader.")]
internal sealed class YamlLimitException(string message, SourceSpan span) : Exception(message)
{
    public SourceSpan Span { get; } = span;
}
