namespace EnvBuild.Oci.Bases;

/// <summary>A layer of a base image, where it lies.</summary>
/// <param name="DiffId">Digest of its tar, as the config says.</param>
/// <param name="Path">Path in the layout or archive.</param>
/// <param name="Blob">What a manifest says about its bytes; <see langword="null"/> where there is no manifest.</param>
internal sealed record BaseLayer(Digest DiffId, string Path, Descriptor? Blob);
