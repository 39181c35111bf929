using System.Globalization;
using System.Net;
using System.Text.Json;
using EnvBuild.Oci.Registries.Json;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries.Access;

/// <summary>
/// Gets tokens (distribution, token authentication specification): by GET with a password or with nothing, by POST as
/// OAuth 2.0 has it for identity tokens, and where GET is not understood. Redirects are not followed.
/// </summary>
internal sealed class TokenServer(RegistryHttp http, TimeProvider timeProvider)
{
    private const string ClientId = "envbuild";
    private const double ShortestLife = 60;

    /// <summary>Gets a token.</summary>
    /// <param name="realm">Address of the server, already accepted.</param>
    /// <param name="service">For whom the token is.</param>
    /// <param name="scope">What it is for.</param>
    /// <param name="credential">What to show; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The token, or how it was refused.</returns>
    /// <exception cref="RegistryFailure">The server does not answer as it should.</exception>
    public async Task<(AccessToken? Token, string? Refusal)> GetAsync(
        Uri realm, string? service, TokenScope scope, RegistryCredential? credential, CancellationToken cancellationToken)
    {
        using var request = credential?.IdentityToken is { } identity
            ? Post(realm, service, scope, [new("grant_type", "refresh_token"), new("refresh_token", identity)])
            : Get(realm, service, scope, credential);
        var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Method == HttpMethod.Get
            && credential is { HasPassword: true }
            && response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            response.Dispose();
            using var second = Post(
                realm,
                service,
                scope,
                [new("grant_type", "password"), new("username", credential.User!), new("password", credential.Password!)]);
            response = await http.SendAsync(second, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            return await ReadAsync(response, realm, cancellationToken).ConfigureAwait(false);
        }
    }

    private static HttpRequestMessage Get(
        Uri realm, string? service, TokenScope scope, RegistryCredential? credential)
    {
        var query = scope.Scopes.Select(text => $"scope={Uri.EscapeDataString(text)}").ToList();
        if (service is not null)
        {
            query.Insert(0, $"service={Uri.EscapeDataString(service)}");
        }

        if (realm.Query.Length > 1)
        {
            query.Insert(0, realm.Query[1..]);
        }

        var request = new HttpRequestMessage(
            HttpMethod.Get, new UriBuilder(realm) { Query = string.Join('&', query) }.Uri);
        request.Headers.Authorization = credential is { HasPassword: true } ? credential.ToBasic() : null;
        return request;
    }

    private static HttpRequestMessage Post(
        Uri realm, string? service, TokenScope scope, List<KeyValuePair<string, string>> grant)
    {
        grant.Add(new("client_id", ClientId));
        grant.Add(new("scope", scope.ToString()));
        if (service is not null)
        {
            grant.Add(new("service", service));
        }

        return new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(grant) };
    }

    private async Task<(AccessToken? Token, string? Refusal)> ReadAsync(
        HttpResponseMessage response, Uri realm, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (RegistryFailure.MayPass(response.StatusCode))
        {
            throw RegistryFailure.From(response, $"the token server '{realm.Authority}' answers {status}", timeProvider);
        }

        if (!response.IsSuccessStatusCode)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"its token server '{realm.Authority}' answers {status}"));
        }

        try
        {
            var json = await BoundedBody.ReadAsync(response, BoundedBody.Small, cancellationToken).ConfigureAwait(false);
            var answer = JsonSerializer.Deserialize(json, AccessJsonContext.Default.TokenAnswer);
            if ((answer?.Token ?? answer?.AccessToken) is { Length: > 0 } value && !value.Any(char.IsControl))
            {
                var life = Math.Clamp(answer?.ExpiresIn ?? ShortestLife, 0, TimeSpan.FromDays(1).TotalSeconds);
                return (new AccessToken(value, timeProvider.GetUtcNow() + TimeSpan.FromSeconds(life)), null);
            }
        }
        catch (JsonException)
        {
            // The same as an answer without a token.
        }

        throw new RegistryFailure($"the token server '{realm.Authority}' gives no token", isTransient: false);
    }
}
