using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EnvBuild.Docker.Endpoints;

/// <summary>Reads addresses in the forms of <c>DOCKER_HOST</c>.</summary>
internal static class EndpointAddress
{
    private const int ClearPort = 2375;
    private const int TlsPort = 2376;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasTls">Whether TLS is asked for, which decides about the port that need not be written.</param>
    /// <param name="address">The address.</param>
    /// <param name="problem">What is wrong with the text.</param>
    public static bool TryParse(string text, bool hasTls, [NotNullWhen(true)] out Uri? address, out string problem)
    {
        var trimmed = text.Trim();
        var end = trimmed.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? "tcp" : trimmed[..end].ToLowerInvariant();
        var rest = end < 0 ? trimmed : trimmed[(end + 3)..];
        (address, problem) = scheme switch
        {
            "unix" => (ToUri($"unix://{(rest is "" ? "/var/run/docker.sock" : rest)}", rest is "" or ['/', ..]), "the path of the socket is not absolute"),
            "npipe" => (ToUri($"npipe://{rest}", rest.Length > 0), "the name of the pipe is missing"),
            "tcp" or "http" or "https" => (ToTcp(rest, hasTls || scheme == "https"), "host and port cannot be read"),
            "ssh" => (null, "connections over ssh are not supported; forward the socket with "
                + "'ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock host' and name that"),
            "fd" => (null, "'fd://' is an address for the engine itself"),
            _ => (null, $"'{scheme}' is not a known kind of connection"),
        };
        return address is not null;
    }

    private static Uri? ToUri(string text, bool valid) =>
        valid && Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;

    private static Uri? ToTcp(string rest, bool hasTls)
    {
        var port = hasTls ? TlsPort : ClearPort;
        var authority = rest.TrimEnd('/');
        if (authority.Length == 0 || authority[0] == ':')
        {
            authority = $"127.0.0.1{authority}";
        }

        return Uri.TryCreate($"tcp://{authority}", UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? new Uri(string.Create(
                CultureInfo.InvariantCulture, $"tcp://{uri.Authority}{(uri.Port < 0 ? $":{port}" : "")}"))
            : null;
    }
}
