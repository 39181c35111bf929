namespace EnvBuild.Conda;

/// <summary>Why a match spec or a version spec cannot be read.</summary>
/// <param name="Offset">Where in the text, in UTF-16 units from 0.</param>
/// <param name="Reason">What is wrong there, without a full stop.</param>
public sealed record MatchSpecError(int Offset, string Reason);
