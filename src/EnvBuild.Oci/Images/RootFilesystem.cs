using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Images;

/// <summary>
/// Layers of an image by the digests of their uncompressed tars (OCI image-spec, config.md, <c>rootfs</c>).
/// </summary>
public sealed record RootFilesystem
{
    /// <summary>Always <c>layers</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; init; } = "layers";

    /// <summary>Digests of the uncompressed tars, lowest first.</summary>
    [JsonPropertyName("diff_ids")]
    public IReadOnlyList<Digest> DiffIds { get; init => field = value ?? []; } = [];
}
