using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace EnvBuild.Oci.Registries.Configuration;

/// <summary>Where a registry or a mirror is.</summary>
/// <param name="Host">Host and port, in lower case.</param>
/// <param name="Prefix">Path in front of repositories; empty for none.</param>
internal sealed partial record RegistryAddress(string Host, string Prefix)
{
    /// <summary>The API of Docker Hub is at another host than its names say.</summary>
    public string Authority => Host == RegistryReference.DockerHub ? "registry-1.docker.io" : Host;

    /// <summary>Whether it is this machine, which docker takes for insecure without being told.</summary>
    public bool IsLoopback => IsLoopbackHost(new Uri($"https://{Authority}"));

    public static bool TryParse(string? text, [NotNullWhen(true)] out RegistryAddress? address)
    {
        address = null;
        var parts = (text ?? "").TrimEnd('/').Split('/', 2);
        var valid = parts[0].Length > 0
            && !parts[0].EndsWith(':')
            && Uri.TryCreate($"https://{parts[0]}", UriKind.Absolute, out var url)
            && url.UserInfo.Length == 0
            && url is { AbsolutePath: "/", Query: "", Fragment: "", Host.Length: > 0 }
            && (parts.Length == 1 || RepositoryPrefix().IsMatch(parts[1]));
        if (valid)
        {
            address = new RegistryAddress(RegistryReference.NormalizeHost(parts[0]), parts.Length > 1 ? parts[1] : "");
        }

        return valid;
    }

    public static bool IsLoopbackHost(Uri url) =>
        string.Equals(url.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.IdnHost, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The path of a repository there.</summary>
    public string RepositoryPath(string repository) => Prefix.Length == 0 ? repository : $"{Prefix}/{repository}";

    [GeneratedRegex(
        @"\A[a-z0-9]+(?:[._/-]+[a-z0-9]+)*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RepositoryPrefix();
}
