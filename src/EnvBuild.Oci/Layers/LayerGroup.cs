using System.Collections.Immutable;

namespace EnvBuild.Oci.Layers;

/// <summary>Packages that share a layer.</summary>
/// <param name="Name">The package that stands alone, or the bucket.</param>
/// <param name="PackageIds">Ids in ordinal order.</param>
public sealed record LayerGroup(string Name, ImmutableArray<string> PackageIds);
