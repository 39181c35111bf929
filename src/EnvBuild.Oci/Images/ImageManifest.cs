using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Images;

/// <summary>
/// Config and layers of one image, or an artifact (OCI image-spec, manifest.md; Docker schema 2 reads the same).
/// </summary>
public sealed record ImageManifest
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>Media type of the manifest itself; old OCI manifests have none.</summary>
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; } = MediaTypes.ImageManifest;

    /// <summary>Type of an artifact; <see langword="null"/> for an image.</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    /// <summary>The config blob.</summary>
    [JsonPropertyName("config")]
    public required Descriptor Config { get; init; }

    /// <summary>Layers, lowest first.</summary>
    [JsonPropertyName("layers")]
    public IReadOnlyList<Descriptor> Layers { get; init => field = value ?? []; } = [];

    /// <summary>Manifest that this one is about.</summary>
    [JsonPropertyName("subject")]
    public Descriptor? Subject { get; init; }

    /// <summary>Free text by key.</summary>
    [JsonPropertyName("annotations")]
    public ImmutableSortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>The bytes; equal manifests have equal bytes.</summary>
    public byte[] ToJson() => OciJson.Serialize(this, OciJson.Frozen.ImageManifest);
}
