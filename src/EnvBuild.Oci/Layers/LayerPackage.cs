namespace EnvBuild.Oci.Layers;

/// <summary>A package that wants a place in a layer.</summary>
/// <param name="Id">Ecosystem and name without version, so that an update stays in its layer:
/// <c>conda:numpy</c>.</param>
/// <param name="Size">Size of its files in bytes, about.</param>
/// <param name="StandsAlone">Whether it has a layer of its own, however small, as long as there is room.</param>
public sealed record LayerPackage(string Id, long Size, bool StandsAlone = false);
