namespace EnvBuild.Definitions.Reading;

/// <summary>A kind of file that is no environment definition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Advice">What to do instead; a sentence.</param>
internal sealed record ForeignFile(string Kind, string Advice);
