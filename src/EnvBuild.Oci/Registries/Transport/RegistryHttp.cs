using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using EnvBuild.Oci.Registries.Configuration;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>
/// HTTP for each host as the configuration says. Redirects are not followed, cookies not kept: credentials go only where
/// they are sent on purpose.
/// </summary>
internal sealed class RegistryHttp(ImmutableDictionary<string, RegistrySettings> settings, RegistryMachine machine)
    : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Lazy<HttpClient>> _clients = new(StringComparer.Ordinal);
    private readonly ProxyFromEnvironment _proxy = new(machine);

    /// <summary>The registries for which something is configured.</summary>
    public IEnumerable<string> ConfiguredHosts => settings.Keys;

    /// <summary>What is configured for a registry.</summary>
    public RegistrySettings SettingsOf(string host) => settings.GetValueOrDefault(host) ?? new RegistrySettings();

    /// <summary>Whether a host may be asked without encryption and checks: by configuration, or as this machine.</summary>
    public bool IsInsecure(Uri url) => RegistryAddress.IsLoopbackHost(url) || SettingsOf(HostOf(url)).Insecure;

    /// <summary>Sends a request; the answer is complete up to its body.</summary>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var client = _clients.GetOrAdd(
            HostOf(request.RequestUri!),
            static (host, self) => new Lazy<HttpClient>(() => self.Create(host)),
            this);
        return client.Value.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }

    private static string HostOf(Uri url) => RegistryReference.NormalizeHost(url.Authority);

    private HttpClient Create(string host)
    {
        var options = new SslClientAuthenticationOptions();
        if (IsInsecure(new Uri($"https://{host}")))
        {
#pragma warning disable CA5359 // The user has said so, or it is this machine.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (SettingsOf(host).Authorities is { } authorities)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

#pragma warning disable CA2000 // The client disposes of it.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            Proxy = _proxy,
            SslOptions = options,
        };
#pragma warning restore CA2000
        var client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new("EnvBuild", null));
        return client;
    }
}
