using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Configuration;

/// <summary>One registry of <c>registries.json</c>, as written.</summary>
internal sealed record RegistryEntry
{
    /// <summary>Whether certificates are not checked and plain http will do.</summary>
    [JsonPropertyName("insecure")]
    public bool? Insecure { get; init; }

    /// <summary>Where images are pulled from first.</summary>
    [JsonPropertyName("mirrors")]
    public IReadOnlyList<string?>? Mirrors { get; init; }

    /// <summary>Path of a file with certificates, from the folder of the configuration.</summary>
    [JsonPropertyName("ca")]
    public string? Ca { get; init; }
}
