using System.Collections.Immutable;

namespace EnvBuild.Conda.Access;

/// <summary>Where on this machine's network the files behind a URL are really fetched.</summary>
/// <param name="Prefix">URL that they are known by, without credentials, with its last slash.</param>
/// <param name="Places">
/// URLs that stand in for it, with their last slashes, in the order in which they are asked; may hold credentials.
/// </param>
public sealed record PlaceRule(string Prefix, ImmutableArray<string> Places)
{
    /// <summary>The prefix alone: places may hold secrets.</summary>
    public override string ToString() => Prefix;
}
