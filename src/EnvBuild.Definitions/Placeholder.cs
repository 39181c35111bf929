using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>A text of a template, such as <c>{{latest-pypi-version}}</c>, that nobody has filled in yet.</summary>
/// <param name="Text">The whole value.</param>
/// <param name="Section">The part of the definition that it belongs to.</param>
/// <param name="Location">Where it is written.</param>
public sealed record Placeholder(string Text, PlaceholderSection Section, SourceLocation Location);
