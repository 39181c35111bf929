using System.Net;

namespace EnvBuild.Conda.Access;

/// <summary><c>NO_PROXY</c>: hosts, domains, addresses and networks that are asked directly.</summary>
internal sealed class NoProxyList(string text)
{
    private readonly string[] _entries =
        text.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public bool Contains(Uri url) => Array.Exists(_entries, entry => Matches(entry, url));

    private static bool Matches(string entry, Uri url)
    {
        if (entry == "*")
        {
            return true;
        }

        var host = url.HostNameType == UriHostNameType.IPv6 ? url.Host.Trim('[', ']') : url.Host;
        if (IPAddress.TryParse(host, out var address) && IPNetwork.TryParse(entry, out var network))
        {
            return network.Contains(address);
        }

        if (entry.LastIndexOf(':') is > 0 and var colon && entry.IndexOf(':', StringComparison.Ordinal) == colon)
        {
            if (entry[(colon + 1)..] != url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
            {
                return false;
            }

            entry = entry[..colon];
        }

        var domain = entry.TrimStart('*').TrimStart('.').Trim('[', ']');
        return string.Equals(host, domain, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
    }
}
