using System.Net;

namespace EnvBuild.Oci.Registries.Configuration;

/// <summary>
/// <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c>, in lower case too, as Go's programs read them: this
/// machine is never asked through a proxy.
/// </summary>
internal sealed class ProxyFromEnvironment : IWebProxy, ICredentials
{
    private readonly Dictionary<string, Uri> _proxies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkCredential> _credentials = new(StringComparer.OrdinalIgnoreCase);
    private readonly string[] _direct;

    public ProxyFromEnvironment(RegistryMachine machine)
    {
        _direct = (Read(machine, "NO_PROXY") ?? "")
            .Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var scheme in (string[])["http", "https"])
        {
            // A server that answers by CGI gets a header 'Proxy' as HTTP_PROXY.
            var isForged = scheme == "http" && machine.Variable("REQUEST_METHOD") is not null;
            var text = isForged ? machine.Variable("http_proxy") : Read(machine, $"{scheme.ToUpperInvariant()}_PROXY");
            if (text is not null && Parse(text) is { } proxy)
            {
                _proxies[scheme] = proxy;
            }
        }
    }

    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) =>
        RegistryAddress.IsLoopbackHost(destination) || Array.Exists(_direct, entry => Matches(entry, destination))
            ? null
            : _proxies.GetValueOrDefault(destination.Scheme);

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        _credentials.GetValueOrDefault(uri.Authority);

    private static string? Read(RegistryMachine machine, string name) =>
        machine.Variable(name) ?? machine.Variable(name.ToLowerInvariant());

    private static bool Matches(string entry, Uri url)
    {
        if (entry == "*")
        {
            return true;
        }

        if (IPAddress.TryParse(url.IdnHost, out var address) && IPNetwork.TryParse(entry, out var network))
        {
            return network.Contains(address);
        }

        if (entry.LastIndexOf(':') is > 0 and var colon && entry.IndexOf(':', StringComparison.Ordinal) == colon)
        {
            if (entry[(colon + 1)..] != $"{url.Port}")
            {
                return false;
            }

            entry = entry[..colon];
        }

        var domain = entry.TrimStart('*').TrimStart('.').Trim('[', ']');
        return string.Equals(url.IdnHost, domain, StringComparison.OrdinalIgnoreCase)
            || url.IdnHost.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);
    }

    private Uri? Parse(string text)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        if (!Uri.TryCreate(full, UriKind.Absolute, out var proxy) || proxy.Host.Length == 0)
        {
            return null;
        }

        var parts = proxy.UserInfo.Split(':', 2);
        if (parts[0].Length > 0)
        {
            _credentials[proxy.Authority] = new NetworkCredential(
                Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
    }
}
