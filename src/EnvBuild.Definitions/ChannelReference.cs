using EnvBuild.Diagnostics;

namespace EnvBuild.Definitions;

/// <summary>A conda channel.</summary>
/// <param name="Text">Name, address or path, as written.</param>
/// <param name="Canonical">
/// The text that is the same for equal channels: a name where it is one of the channel alias.
/// </param>
/// <param name="Location">Where it is written.</param>
public sealed record ChannelReference(string Text, string Canonical, SourceLocation Location);
