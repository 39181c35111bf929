namespace EnvBuild.Docker.Endpoints;

/// <summary>Certificates for a connection, as PEM files.</summary>
/// <param name="AuthorityFile">
/// Certificates of those who may sign the engine's; <see langword="null"/> for those of the system.
/// </param>
/// <param name="CertificateFile">Our certificate; <see langword="null"/> for none.</param>
/// <param name="KeyFile">The key of our certificate; <see langword="null"/> for none.</param>
/// <param name="Verify">Whether the engine has to prove who it is.</param>
public sealed record EngineTls(string? AuthorityFile, string? CertificateFile, string? KeyFile, bool Verify)
{
    /// <summary>The files of a folder under the names that the docker command gives them.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="verify">Whether the engine has to prove who it is.</param>
    internal static EngineTls InFolder(string folder, bool verify) => new(
        Existing(folder, "ca.pem"), Existing(folder, "cert.pem"), Existing(folder, "key.pem"), verify);

    private static string? Existing(string folder, string name) =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? path : null;
}
