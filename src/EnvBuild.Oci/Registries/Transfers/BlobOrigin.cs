using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>A repository that has, or had, a blob.</summary>
/// <param name="Host">Host as in references.</param>
/// <param name="Repository">Repository.</param>
public sealed record BlobOrigin(
    [property: JsonPropertyName("host")] string Host,
    [property: JsonPropertyName("repository")] string Repository)
{
    /// <summary>Reference to the blob.</summary>
    /// <param name="digest">Digest of the blob.</param>
    internal RegistryReference ToReference(Digest digest) => new(Host, Repository, null, digest);
}
