using System.Net;
using EnvBuild.Conda.Configuration;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Chooses a proxy as conda does: <c>NO_PROXY</c> first, then the variable of the scheme, then <c>proxy_servers</c>,
/// then what the system has.
/// </summary>
internal sealed class ProxyChoice : IWebProxy, ICredentials
{
    private readonly Dictionary<string, Uri> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Uri> _configured = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, NetworkCredential> _credentials = new(StringComparer.OrdinalIgnoreCase);
    private readonly NoProxyList _direct;
    private readonly bool _asksSystem;

    public ProxyChoice(IEnumerable<KeyValuePair<string, string>> servers, CondaHost host)
    {
        _asksSystem = host.System != CondaSystem.Unix;
        _direct = new NoProxyList(Variable(host, "no_proxy") ?? "");
        foreach (var scheme in (string[])["http", "https", "all"])
        {
            if (Variable(host, $"{scheme}_proxy") is { } value && Read(value) is { } proxy)
            {
                _variables[scheme] = proxy;
            }
        }

        foreach (var (key, value) in servers)
        {
            if (Read(value) is { } proxy)
            {
                _configured[key.TrimEnd('/')] = proxy;
            }
        }
    }

    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination)
    {
        if (_direct.Contains(destination))
        {
            return null;
        }

        return _variables.GetValueOrDefault(destination.Scheme)
            ?? _variables.GetValueOrDefault("all")
            ?? _configured.GetValueOrDefault($"{destination.Scheme}://{destination.Host}")
            ?? _configured.GetValueOrDefault(destination.Scheme)
            ?? _configured.GetValueOrDefault($"all://{destination.Host}")
            ?? _configured.GetValueOrDefault("all")
            ?? (_asksSystem ? HttpClient.DefaultProxy.GetProxy(destination) : null);
    }

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        _credentials.GetValueOrDefault(uri.Authority)
        ?? (_asksSystem ? HttpClient.DefaultProxy.Credentials?.GetCredential(uri, authType) : null);

    // A server that answers by CGI gets a header 'Proxy' as HTTP_PROXY.
    private static string? Variable(CondaHost host, string name) => host.Variable(name)
        ?? (name == "http_proxy" && host.Variable("REQUEST_METHOD") is not null
            ? null
            : host.Variable(name.ToUpperInvariant()));

    private Uri? Read(string text)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        full = full.StartsWith("socks5h://", StringComparison.OrdinalIgnoreCase) ? "socks5" + full[7..] : full;
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
