using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using EnvBuild.Oci.Registries.Configuration;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>
/// Whether credentials may go where a registry says: encrypted, unless registry and realm are both insecure by
/// configuration, and not into a private network, unless the registry stands there too.
/// </summary>
internal static class RealmRule
{
    /// <summary>Checks a realm.</summary>
    /// <param name="text">Address from the challenge.</param>
    /// <param name="registry">Address of the registry.</param>
    /// <param name="isInsecure">Whether a host may be asked without encryption.</param>
    /// <param name="realm">The realm.</param>
    /// <param name="problem">Why it is refused: the rest of a sentence.</param>
    public static bool TryAccept(
        string text,
        Uri registry,
        Func<Uri, bool> isInsecure,
        [NotNullWhen(true)] out Uri? realm,
        [NotNullWhen(false)] out string? problem)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out realm)
            || realm.Scheme is not ("https" or "http")
            || realm.UserInfo.Length > 0)
        {
            problem = "it is no address of a server";
            return false;
        }

        var isSameHost = string.Equals(realm.IdnHost, registry.IdnHost, StringComparison.OrdinalIgnoreCase);
        problem = realm.Scheme == "http" && !(isInsecure(registry) && (isSameHost || isInsecure(realm)))
            ? "it is not encrypted"
            : !isSameHost && IsPrivate(realm) && !IsPrivate(registry)
                ? "it is an address of a private network, and the registry is not in one"
                : null;
        return problem is null;
    }

    private static bool IsPrivate(Uri url)
    {
        if (RegistryAddress.IsLoopbackHost(url))
        {
            return true;
        }

        if (!IPAddress.TryParse(url.IdnHost, out var address))
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal
            : address.GetAddressBytes() is [10, ..] or [127, ..] or [169, 254, ..] or [192, 168, ..]
                or [172, >= 16 and <= 31, ..] or [0, ..] or [100, >= 64 and <= 127, ..];
    }
}
