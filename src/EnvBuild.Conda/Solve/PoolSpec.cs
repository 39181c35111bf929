using System.Collections.Immutable;

namespace EnvBuild.Conda.Solve;

/// <summary>A spec in the pool, as a requirement or as a constraint.</summary>
/// <param name="text">The text as it is written in a record or a definition.</param>
/// <param name="spec">The spec; <see langword="null"/> if the text is none.</param>
internal sealed class PoolSpec(string text, MatchSpec? spec)
{
    internal string Text => text;

    internal MatchSpec? Spec => spec;

    internal ImmutableArray<int> Matching { get; set; }

    internal ImmutableArray<int> Candidates { get; set; }

    internal ImmutableArray<int> Forbidden { get; set; }

    /// <summary>
    /// The best version that fulfils it, with whether that one tracks features; known where <see cref="HasBest"/>.
    /// </summary>
    internal (CondaVersion Version, bool TracksFeatures)? Best { get; set; }

    internal bool HasBest { get; set; }
}
