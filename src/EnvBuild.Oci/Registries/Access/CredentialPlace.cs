namespace EnvBuild.Oci.Registries.Access;

/// <summary>Where the credential of a registry is kept.</summary>
/// <param name="Host">Host, or host and the beginning of a repository.</param>
/// <param name="Origin">A file, a program or variables, for people.</param>
public sealed record CredentialPlace(string Host, string Origin);
