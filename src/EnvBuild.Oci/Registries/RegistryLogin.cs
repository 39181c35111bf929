namespace EnvBuild.Oci.Registries;

/// <summary>
/// A credential for somebody else who pulls from a registry, such as a container engine. No record, so that no text ever
/// holds the secret.
/// </summary>
/// <param name="host">Host as in references.</param>
/// <param name="user">User; empty for an identity token.</param>
/// <param name="secret">Password or identity token.</param>
public sealed class RegistryLogin(string host, string user, string secret)
{
    /// <summary>Host as in references.</summary>
    public string Host { get; } = host;

    /// <summary>User; empty for an identity token.</summary>
    public string User { get; } = user;

    /// <summary>Password or identity token.</summary>
    public string Secret { get; } = secret;

    /// <summary>The host alone.</summary>
    public override string ToString() => Host;
}
