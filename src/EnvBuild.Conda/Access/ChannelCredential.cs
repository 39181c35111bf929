using System.Net.Http.Headers;
using System.Text;

namespace EnvBuild.Conda.Access;

/// <summary>What is shown to a server. The secret is never told: not even to a debugger's text.</summary>
internal sealed class ChannelCredential
{
    private readonly string _secret;

    private ChannelCredential(CredentialKind kind, string secret, CredentialScope scope, string origin)
    {
        (_secret, Kind, Scope, Origin) = (secret, kind, scope, origin);
    }

    public CredentialKind Kind { get; }

    public CredentialScope Scope { get; }

    /// <summary>Where it was found, as it may be shown.</summary>
    public string Origin { get; }

    public static ChannelCredential Basic(string user, string password, CredentialScope scope, string origin) => new(
        CredentialKind.Basic,
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")),
        scope,
        origin);

    public static ChannelCredential Bearer(string token, CredentialScope scope, string origin) =>
        new(CredentialKind.Bearer, token, scope, origin);

    public static ChannelCredential PathToken(string token, CredentialScope scope, string origin) =>
        new(CredentialKind.PathToken, token, scope, origin);

    /// <summary>
    /// Whether it may be shown over a connection: never in the clear, unless to this machine or where the credential
    /// itself was written for <c>http</c>.
    /// </summary>
    public bool MayGoTo(Uri url) => url.Scheme == "https" || url.IsLoopback || Scope.Scheme == "http";

    /// <summary>The URL that is asked, with the token if it goes there.</summary>
    public Uri Address(Uri url) => Kind == CredentialKind.PathToken
        ? new Uri($"{url.GetLeftPart(UriPartial.Authority)}/t/{Uri.EscapeDataString(_secret)}{url.PathAndQuery}")
        : url;

    /// <summary>The header, if it goes there.</summary>
    public AuthenticationHeaderValue? Header() => Kind switch
    {
        CredentialKind.Basic => new("Basic", _secret),
        CredentialKind.Bearer => new("Bearer", _secret),
        _ => null,
    };

    public override string ToString() => $"{Kind} for {Scope.Host} from {Origin}";
}
