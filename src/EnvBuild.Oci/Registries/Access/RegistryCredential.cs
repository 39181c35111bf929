using System.Net.Http.Headers;
using System.Text;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>What a registry is shown. No record, so that no text ever holds the secrets.</summary>
/// <param name="origin">Where it was found, for people.</param>
internal sealed class RegistryCredential(string origin)
{
    /// <summary>Where it was found, for people.</summary>
    public string Origin { get; } = origin;

    /// <summary>User of a password.</summary>
    public string? User { get; init; }

    /// <summary>Password, or a token that takes its place.</summary>
    public string? Password { get; init; }

    /// <summary>Token that is exchanged for access tokens (OAuth 2.0 refresh token).</summary>
    public string? IdentityToken { get; init; }

    /// <summary>Token that the registry itself takes.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Whether there is a user with a password.</summary>
    public bool HasPassword => User is not null && Password is not null;

    /// <summary>User and password as RFC 7617 has them.</summary>
    public AuthenticationHeaderValue ToBasic() =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));

    /// <summary>The origin alone.</summary>
    public override string ToString() => Origin;
}
