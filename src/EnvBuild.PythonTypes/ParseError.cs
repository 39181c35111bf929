namespace EnvBuild.Python;

/// <summary>Why a text could not be read, and where.</summary>
/// <param name="Position">Index into the text, in UTF-16 units, from 0.</param>
/// <param name="Message">What was found or expected, without a full stop.</param>
public sealed record ParseError(int Position, string Message);
