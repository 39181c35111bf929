using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests.Registries;

/// <summary>A certificate that signs itself, for a server of a test.</summary>
internal sealed class ServerCertificate
{
    private readonly string _key;

    private ServerCertificate(string path, string key)
    {
        Path = path;
        _key = key;
    }

    /// <summary>The certificate in PEM.</summary>
    public string Path { get; }

    /// <summary>The part of the registry's configuration.</summary>
    public string Configuration => $"{{certificate: \"{Path}\", key: \"{_key}\"}}";

    public static ServerCertificate Create(TemporaryFolder folder, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return new ServerCertificate(
            folder.Write($"tls/{host}.pem", certificate.ExportCertificatePem()),
            folder.Write($"tls/{host}.key", key.ExportPkcs8PrivateKeyPem()));
    }
}
