using System.Collections.Immutable;

namespace EnvBuild.Conda;

/// <summary>A key and its value between the brackets of a match spec.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">
/// The value without quotes, or the text of the list; <see langword="null"/> where only a word stands.
/// </param>
/// <param name="Offset">Where the value stands, or the word.</param>
/// <param name="Items">The parts of a list without quotes; default where the value is none.</param>
internal readonly record struct MatchSpecBracket(
    string Key, string? Value, int Offset, ImmutableArray<string> Items = default);
