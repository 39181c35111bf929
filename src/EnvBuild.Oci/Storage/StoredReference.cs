using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Storage;

/// <summary>A name in a store and what it names.</summary>
/// <param name="Name">The name, such as <c>quickstart:1.0</c>.</param>
/// <param name="Target">Manifest or index.</param>
public sealed record StoredReference(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("target")] Descriptor Target);
