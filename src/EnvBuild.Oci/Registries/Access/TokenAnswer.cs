using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>What a token server answers (distribution, token authentication specification).</summary>
internal sealed class TokenAnswer
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The same, in the words of OAuth 2.0.</summary>
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Seconds that it holds; 60 if not told.</summary>
    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }

    /// <summary>A new identity token in place of the one that was shown.</summary>
    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }
}
