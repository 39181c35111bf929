using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Layers;

/// <summary>A layer that stands in a store.</summary>
/// <param name="DiffId">Digest of the uncompressed tar: the identity of its content.</param>
/// <param name="Digest">Digest of the blob as stored.</param>
/// <param name="Size">Size of the blob as stored, in bytes.</param>
/// <param name="MediaType">Media type of the blob, one of the OCI layer types.</param>
/// <param name="UncompressedSize">Size of the tar in bytes; 0 if it was never unpacked.</param>
public sealed record Layer(
    [property: JsonPropertyName("diffId")] Digest DiffId,
    [property: JsonPropertyName("digest")] Digest Digest,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("uncompressedSize")] long UncompressedSize)
{
    /// <summary>How a manifest names the layer.</summary>
    public Descriptor ToDescriptor() => new() { MediaType = MediaType, Digest = Digest, Size = Size };
}
