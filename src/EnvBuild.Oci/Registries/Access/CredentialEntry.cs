using System.Text;
using System.Text.Json.Serialization;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>One entry of <c>auths</c> in docker's <c>config.json</c> or podman's <c>auth.json</c>.</summary>
internal sealed class CredentialEntry
{
    /// <summary>User, colon and password in base 64.</summary>
    [JsonPropertyName("auth")]
    public string? Auth { get; init; }

    /// <summary>User.</summary>
    [JsonPropertyName("username")]
    public string? User { get; init; }

    /// <summary>Password.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>Token that is exchanged for access tokens.</summary>
    [JsonPropertyName("identitytoken")]
    public string? IdentityToken { get; init; }

    /// <summary>Token that the registry itself takes.</summary>
    [JsonPropertyName("registrytoken")]
    public string? RegistryToken { get; init; }

    /// <summary>The credential; <see langword="null"/> where the entry is a mere mark that a helper has it.</summary>
    /// <exception cref="FormatException"><c>auth</c> is not base 64 of a user and a password.</exception>
    public RegistryCredential? ToCredential(string origin)
    {
        var (user, password) = string.IsNullOrEmpty(Auth) ? (User, Password) : Decode(Auth);
        var credential = new RegistryCredential(origin)
        {
            User = NullIfEmpty(user),
            Password = NullIfEmpty(password),
            IdentityToken = NullIfEmpty(IdentityToken),
            AccessToken = NullIfEmpty(RegistryToken),
        };
        return credential.HasPassword || credential.IdentityToken is not null || credential.AccessToken is not null
            ? credential
            : null;
    }

    private static (string User, string Password) Decode(string auth)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? (text[..colon], text[(colon + 1)..])
            : throw new FormatException("It holds no user and password.");
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
