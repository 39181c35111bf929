using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>
/// What docker's <c>config.json</c> and podman's <c>auth.json</c> say of credentials (containers-auth.json(5)).
/// </summary>
internal sealed class CredentialDocument
{
    /// <summary>Credentials by registry; podman's may be for a namespace.</summary>
    [JsonPropertyName("auths")]
    public IReadOnlyDictionary<string, CredentialEntry?>? Auths { get; init; }

    /// <summary>Helpers by registry.</summary>
    [JsonPropertyName("credHelpers")]
    public IReadOnlyDictionary<string, string?>? Helpers { get; init; }

    /// <summary>Helper for all other registries.</summary>
    [JsonPropertyName("credsStore")]
    public string? Store { get; init; }
}
