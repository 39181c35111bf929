using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Which channels this machine may use: <c>allowlist_channels</c> and <c>denylist_channels</c> of conda.
/// </summary>
/// <param name="Allowed">URLs of the only channels that may be used; none: all may.</param>
/// <param name="Denied">URLs of channels that may not be used; they win.</param>
public sealed record ChannelPolicy(ImmutableArray<string> Allowed, ImmutableArray<string> Denied)
{
    /// <summary>Every channel may be used.</summary>
    public static ChannelPolicy Open { get; } = new([], []);

    /// <summary>Refuses what may not be used.</summary>
    /// <param name="url">URL of a channel, or of something in it; without credentials.</param>
    /// <param name="name">The channel or package, as it is shown.</param>
    /// <exception cref="EnvBuildException">ENV3017: it may not be used.</exception>
    public void Check(string url, string name)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (Denied.Any(denied => IsIn(denied, url)))
        {
            throw DiagnosticCatalog.ChannelNotAllowed.Exception(null, name, "denylist_channels names it");
        }

        if (!Allowed.IsEmpty && !Allowed.Any(allowed => IsIn(allowed, url)))
        {
            throw DiagnosticCatalog.ChannelNotAllowed.Exception(null, name, "allowlist_channels does not name it");
        }
    }

    private static bool IsIn(string channel, string url) =>
        url.StartsWith(channel, StringComparison.OrdinalIgnoreCase)
        && (url.Length == channel.Length || url[channel.Length] == '/');
}
