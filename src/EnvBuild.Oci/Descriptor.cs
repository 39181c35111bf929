using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace EnvBuild.Oci;

/// <summary>Names a blob: its type, digest and size (OCI image-spec, descriptor.md).</summary>
public sealed record Descriptor
{
    /// <summary>Media type of the blob; see <see cref="MediaTypes"/>.</summary>
    [JsonPropertyName("mediaType")]
    public required string MediaType { get; init; }

    /// <summary>Digest of the blob.</summary>
    [JsonPropertyName("digest")]
    public required Digest Digest { get; init; }

    /// <summary>Size of the blob in bytes.</summary>
    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>Free text by key; <see langword="null"/> for none.</summary>
    [JsonPropertyName("annotations")]
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>What the image runs on, in an index.</summary>
    [JsonPropertyName("platform")]
    public Platform? Platform { get; init; }

    /// <summary>Type of the artifact that the blob is the manifest of.</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }
}
