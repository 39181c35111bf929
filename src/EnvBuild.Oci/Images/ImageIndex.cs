using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Images;

/// <summary>
/// Manifests for several platforms (OCI image-spec, image-index.md; Docker's manifest list reads the same).
/// </summary>
public sealed record ImageIndex
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>Media type of the index itself; old OCI indexes have none.</summary>
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; } = MediaTypes.ImageIndex;

    /// <summary>Manifests, or further indexes.</summary>
    [JsonPropertyName("manifests")]
    public IReadOnlyList<Descriptor> Manifests { get; init => field = value ?? []; } = [];

    /// <summary>Free text by key.</summary>
    [JsonPropertyName("annotations")]
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>The bytes; equal indexes have equal bytes.</summary>
    public byte[] ToJson() => OciJson.Serialize(this, OciJson.Frozen.ImageIndex);
}
