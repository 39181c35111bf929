using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Configuration;

/// <summary>Content of <c>registries.json</c>.</summary>
internal sealed record RegistriesDocument
{
    /// <summary>Address of the JSON schema, for editors.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Registries by host.</summary>
    [JsonPropertyName("registries")]
    public IReadOnlyDictionary<string, RegistryEntry?>? Registries { get; init; }
}
