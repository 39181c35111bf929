namespace EnvBuild.Conda;

/// <summary>A key and its value between the brackets of a match spec.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value without quotes; <see langword="null"/> where only a word stands.</param>
/// <param name="Offset">Where the value stands, or the word.</param>
internal readonly record struct MatchSpecBracket(string Key, string? Value, int Offset);
