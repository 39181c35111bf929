using System.Net.Http.Headers;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>What one registry is shown, and what it has asked for so far. Safe for several threads.</summary>
internal sealed class RegistryAuthorization(
    string host, RegistryHttp http, CredentialLookup credentials, TimeProvider timeProvider) : IDisposable
{
    // A token is not used in its last seconds, as clocks differ and requests take time.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly TokenServer _server = new(http, timeProvider);
    private AuthChallenge? _challenge;

    /// <summary>The header for a request; <see langword="null"/> while the registry asked for none.</summary>
    /// <param name="origin">Address of the registry.</param>
    /// <param name="repository">Repository.</param>
    /// <param name="scope">What the request needs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5102, ENV5106: the token server refuses, or is refused.</exception>
    public async Task<AuthenticationHeaderValue?> GetAsync(
        Uri origin, string repository, TokenScope scope, CancellationToken cancellationToken)
    {
        if (_challenge is null)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await CreateAsync(_challenge, origin, repository, scope, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The header for a request that was refused with 401; <see langword="null"/> if there is no better.</summary>
    /// <param name="response">The refusal.</param>
    /// <param name="used">What was shown.</param>
    /// <param name="origin">Address of the registry.</param>
    /// <param name="repository">Repository.</param>
    /// <param name="scope">What the request needs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5102, ENV5106: the token server refuses, or is refused.</exception>
    public async Task<AuthenticationHeaderValue?> RenewAsync(
        HttpResponseMessage response,
        AuthenticationHeaderValue? used,
        Uri origin,
        string repository,
        TokenScope scope,
        CancellationToken cancellationToken)
    {
        if (AuthChallenge.Choose(response) is not { } challenge)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _challenge = challenge;
            var key = KeyOf(repository, scope);
            if (_tokens.TryGetValue(key, out var token) && token.Value == used?.Parameter)
            {
                _tokens.Remove(key);
            }

            var header = await CreateAsync(challenge, origin, repository, scope, cancellationToken)
                .ConfigureAwait(false);
            return header is null || header.Equals(used) ? null : header;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Says who refused what, and where the credential came from.</summary>
    /// <param name="repository">Repository.</param>
    /// <param name="refusal">How it was refused.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<EnvBuildException> DenyAsync(
        string repository, string refusal, CancellationToken cancellationToken) =>
        DiagnosticCatalog.RegistryAccessDenied.Exception(
            null, host, repository, refusal, await ExplainAsync(repository, cancellationToken).ConfigureAwait(false));

    /// <summary>Where the credential comes from, or how to give one.</summary>
    public async Task<string> ExplainAsync(string repository, CancellationToken cancellationToken)
    {
        var credential = await credentials.FindAsync(host, repository, cancellationToken).ConfigureAwait(false);
        return credential is null
            ? $"no credentials for '{host}' were found; run 'docker login {host}' or 'podman login {host}', or set "
                + "ENVBUILD_REGISTRY_HOST, ENVBUILD_REGISTRY_USER and ENVBUILD_REGISTRY_PASSWORD"
            : $"the credentials come from {credential.Origin}; log in anew there, or ask for more rights";
    }

    public void Dispose() => _gate.Dispose();

    private static string KeyOf(string repository, TokenScope scope) => $"{repository} {scope}";

    private async Task<AuthenticationHeaderValue?> CreateAsync(
        AuthChallenge challenge, Uri origin, string repository, TokenScope scope, CancellationToken cancellationToken)
    {
        var credential = await credentials.FindAsync(host, repository, cancellationToken).ConfigureAwait(false);
        if (challenge.Scheme == "basic")
        {
            return credential is { HasPassword: true } ? credential.ToBasic() : null;
        }

        if (credential?.AccessToken is { } given)
        {
            return new AuthenticationHeaderValue("Bearer", given);
        }

        var key = KeyOf(repository, scope);
        if (!_tokens.TryGetValue(key, out var token) || token.Expiry - Margin <= timeProvider.GetUtcNow())
        {
            token = await FetchAsync(challenge, origin, repository, scope, credential, cancellationToken)
                .ConfigureAwait(false);
            _tokens[key] = token;
        }

        return new AuthenticationHeaderValue("Bearer", token.Value);
    }

    private async Task<AccessToken> FetchAsync(
        AuthChallenge challenge,
        Uri origin,
        string repository,
        TokenScope scope,
        RegistryCredential? credential,
        CancellationToken cancellationToken)
    {
        if (!RealmRule.TryAccept(challenge.Realm!, origin, http.IsInsecure, out var realm, out var problem))
        {
            throw DiagnosticCatalog.RealmRefused.Exception(
                null, host, realm?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ?? "", problem);
        }

        // A challenge names what its own request lacked; that of another request stays out.
        var wanted = challenge.Scope is { } named && named.Contains($":{repository}:", StringComparison.Ordinal)
            ? scope.With(named)
            : scope;
        var (token, refusal) = await _server
            .GetAsync(realm, challenge.Service, wanted, credential, cancellationToken)
            .ConfigureAwait(false);
        return token ?? throw await DenyAsync(repository, refusal!, cancellationToken).ConfigureAwait(false);
    }
}
