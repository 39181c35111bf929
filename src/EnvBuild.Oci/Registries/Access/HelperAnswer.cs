using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>What a credential helper answers to <c>get</c>.</summary>
internal sealed class HelperAnswer
{
    /// <summary>User, or <c>&lt;token&gt;</c> where the secret is an identity token.</summary>
    [JsonPropertyName("Username")]
    public string? User { get; init; }

    /// <summary>Password or token.</summary>
    [JsonPropertyName("Secret")]
    public string? Secret { get; init; }
}
