namespace EnvBuild.Definitions;

/// <summary>A file of a build context.</summary>
/// <param name="Path">Path below the context, with <c>/</c>.</param>
/// <param name="Kind">What it is, as it enters the fingerprint.</param>
/// <param name="Sha256">
/// SHA-256 of the content, 64 lower-case hex digits; of the Dockerfile with line ends as <c>\n</c>; of a link's target.
/// </param>
public sealed record ContextFile(string Path, ContextFileKind Kind, string Sha256);
