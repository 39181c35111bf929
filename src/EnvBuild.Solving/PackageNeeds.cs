using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <summary>What a package asks of others.</summary>
/// <param name="Requires">Requirements of which each is fulfilled where the package is chosen.</param>
/// <param name="Constrains">Constraints that hold where the package is chosen.</param>
public readonly record struct PackageNeeds(ImmutableArray<int> Requires, ImmutableArray<int> Constrains)
{
    /// <summary>Nothing.</summary>
    public static PackageNeeds None => new([], []);

    /// <summary>What counts under conditions; default for nothing.</summary>
    public ImmutableArray<ConditionalNeed> Conditional { get; init; }
}
