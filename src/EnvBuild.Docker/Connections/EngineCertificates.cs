using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;

namespace EnvBuild.Docker.Connections;

/// <summary>Reads the certificates for an engine and puts them to use.</summary>
internal static class EngineCertificates
{
    /// <exception cref="EnvBuildException">ENV6003: a file cannot be read.</exception>
    public static void Apply(SslClientAuthenticationOptions options, EngineTls tls)
    {
        if (tls is { CertificateFile: { } certificate, KeyFile: { } key })
        {
            options.ClientCertificates = [Read(certificate, () => ReadWithKey(certificate, key))];
        }

        if (!tls.Verify)
        {
#pragma warning disable CA5359 // The user asked for it: DOCKER_TLS without DOCKER_TLS_VERIFY, or skip-tls-verify.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (tls.AuthorityFile is { } authority)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                // The usual private authority publishes no revocations.
                RevocationMode = X509RevocationMode.NoCheck,
            };
            _ = Read(authority, () =>
            {
                policy.CustomTrustStore.ImportFromPemFile(authority);
                return policy.CustomTrustStore.Count > 0
                    ? policy
                    : throw new CryptographicException("it holds no certificate");
            });
            options.CertificateChainPolicy = policy;
        }
    }

    private static X509Certificate2 ReadWithKey(string certificate, string key)
    {
        using var read = X509Certificate2.CreateFromPemFile(certificate, key);

        // Windows does not use keys that live in memory only.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    private static T Read<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new EnvBuildException(
                [DiagnosticCatalog.EngineCertificateInvalid.At(null, file, exception.Message.TrimEnd('.'))], exception);
        }
    }
}
