namespace EnvBuild.Oci.Registries.Transfers;

/// <summary>What a push did.</summary>
/// <param name="Reference">The reference that names the image now, with its digest.</param>
/// <param name="Sent">Number of blobs that were sent.</param>
/// <param name="Mounted">Number of blobs that the registry took from other repositories of its own.</param>
/// <param name="Present">Number of blobs that were there.</param>
public sealed record PushOutcome(RegistryReference Reference, int Sent, int Mounted, int Present);
