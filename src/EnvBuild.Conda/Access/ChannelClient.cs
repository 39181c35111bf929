using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EnvBuild.Conda.Configuration;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>Makes the HTTP client that channels are asked with: proxies, certificates, patience.</summary>
public static class ChannelClient
{
    /// <summary>Makes a client; it follows no redirects, as credentials must not go along.</summary>
    /// <param name="configuration">The configuration of conda.</param>
    /// <param name="host">Variables for proxies and certificates.</param>
    /// <param name="reporter">Is warned where certificates are not checked.</param>
    /// <exception cref="EnvBuildException">ENV0034: certificates cannot be read.</exception>
    public static HttpClient Create(CondaConfiguration configuration, CondaHost host, IReporter reporter)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(reporter);
        var ssl = SslOptions(configuration, host, reporter);
#pragma warning disable CA2000 // The client disposes of it.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = configuration.ConnectTimeout ?? TimeSpan.FromSeconds(30),
            EnableMultipleHttp2Connections = true,
            Proxy = new ProxyChoice(configuration.ProxyServers, host),
            SslOptions = ssl,
        };
#pragma warning restore CA2000
        var client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new("EnvBuild", null));
        return client;
    }

    private static SslClientAuthenticationOptions SslOptions(
        CondaConfiguration configuration, CondaHost host, IReporter reporter)
    {
        var options = new SslClientAuthenticationOptions();
        if (configuration.SslVerify == "false")
        {
            reporter.Report(DiagnosticCatalog.CertificatesNotChecked.At(null));
#pragma warning disable CA5359 // The user has said so, and is warned.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (TrustFiles.Find(configuration, host) is { } trust)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trust);
        }

        if (configuration.ClientSslCert is { } path)
        {
#pragma warning disable CA2000 // It is shown for as long as the client lives.
            options.ClientCertificates = [TrustFiles.ReadClient(path, configuration.ClientSslCertKey)];
#pragma warning restore CA2000
        }

        return options;
    }
}
