using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnvBuild.Testing;

namespace EnvBuild.Docker.Tests.Connections;

/// <summary>A private authority with certificates for an engine and for who uses it.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    private Certificates(X509Certificate2 authority, X509Certificate2 server)
    {
        _authority = authority;
        Server = server;
    }

    /// <summary>Certificate of the engine, for 127.0.0.1.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>Whether the authority signed a certificate.</summary>
    public bool IsOurs(X509Certificate2 certificate) => certificate.Issuer == _authority.Subject;

    /// <summary>Makes all, and writes those of the user under the names that the docker command has for them.</summary>
    public static Certificates Make(TemporaryFolder folder, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            $"CN=authority {Guid.NewGuid():n}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        folder.Write($"{name}/ca.pem", authority.ExportCertificatePem());

        var (client, clientKey) = Issue(authority, "CN=user");
        using (client)
        using (clientKey)
        {
            folder.Write($"{name}/cert.pem", client.ExportCertificatePem());
            folder.Write($"{name}/key.pem", clientKey.ExportPkcs8PrivateKeyPem());
        }

        var (server, serverKey) = Issue(authority, "CN=engine");
        using (server)
        using (serverKey)
        {
            using var whole = server.CopyWithPrivateKey(serverKey);
            return new Certificates(
                authority,
                X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null));
        }
    }

    public void Dispose()
    {
        Server.Dispose();
        _authority.Dispose();
    }

    private static (X509Certificate2 Certificate, RSA Key) Issue(X509Certificate2 authority, string name)
    {
        var key = RSA.Create(2048);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        return (request.Create(authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(8)), key);
    }
}
