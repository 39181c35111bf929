namespace EnvBuild.Oci.Registries;

/// <summary>What a registry says to whom it does not know, or to the credentials that there are for it.</summary>
/// <param name="Address">Scheme, host and port at which it answers.</param>
/// <param name="Credential">
/// Where the credential for it was found, for people; <see langword="null"/> if there is none. If it was asked for, it
/// was accepted.
/// </param>
/// <param name="WasAsked">Whether the registry asked for credentials at all.</param>
public sealed record RegistryAccess(Uri Address, string? Credential, bool WasAsked);
