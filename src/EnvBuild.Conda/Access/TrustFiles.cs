using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EnvBuild.Conda.Configuration;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>Reads the certificates that servers are trusted by, and the one that they are shown.</summary>
internal static class TrustFiles
{
    private static readonly string[] Variables = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

    /// <summary>
    /// The certificates of <c>ssl_verify</c>, else of the variables that Python's requests and OpenSSL know.
    /// </summary>
    /// <returns><see langword="null"/> for those of the system.</returns>
    public static X509Certificate2Collection? Find(CondaConfiguration configuration, CondaHost host)
    {
        if (configuration.SslVerify is not (null or "true"))
        {
            return configuration.SslVerify == "truststore" ? null : Read(configuration.SslVerify, "ssl_verify");
        }

        foreach (var name in Variables)
        {
            if (host.PathIn(name) is { } path)
            {
                return Read(path, name);
            }
        }

        // OpenSSL passes over a file that is not there.
        return host.PathIn("SSL_CERT_FILE") is { } file && File.Exists(file) ? Read(file, "SSL_CERT_FILE") : null;
    }

    /// <summary>The certificate that servers are shown.</summary>
    public static X509Certificate2 ReadClient(string path, string? keyPath)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(path, keyPath);
            if (!OperatingSystem.IsWindows())
            {
                return certificate;
            }

            // Windows shows no certificate whose key is in memory alone.
            using (certificate)
            {
                return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unreadable(path, "client_ssl_cert", error);
        }
    }

    private static X509Certificate2Collection Read(string path, string origin)
    {
        var found = new X509Certificate2Collection();
        try
        {
            foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path])
            {
                found.ImportFromPemFile(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unreadable(path, origin, error);
        }

        return found.Count > 0
            ? found
            : throw DiagnosticCatalog.CertificatesUnreadable.Exception(
                null, path, origin, "there is no certificate in it");
    }

    private static EnvBuildException Unreadable(string path, string origin, Exception error)
    {
        var reason = error is FileNotFoundException or DirectoryNotFoundException
            ? "it does not exist"
            : error.Message.TrimEnd('.');
        return DiagnosticCatalog.CertificatesUnreadable.Exception(null, path, origin, reason);
    }
}
