using System.Collections.Immutable;
using System.Net;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Access;
using EnvBuild.Oci.Registries.Configuration;
using EnvBuild.Oci.Registries.Transport;

namespace EnvBuild.Oci.Registries;

public sealed partial class RegistryClient
{
    /// <summary>The registries that the configuration names, and their mirrors, in ordinal order.</summary>
    public ImmutableArray<string> ConfiguredHosts =>
    [
        .. _http.ConfiguredHosts
            .SelectMany(host => _http.SettingsOf(host).Mirrors.Select(HostOf).Prepend(host))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Asks a registry whether it is one, and lets it check the credentials that there are for it
    /// (OCI distribution-spec, Determining Support). Nothing is changed there.
    /// </summary>
    /// <param name="host">Host, or host and the beginning of a repository, as in lists of credentials.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV5102: it refuses the credentials. ENV5106: it asks to log in at an unsafe place. ENV5107: it cannot be reached.
    /// ENV5111: it answers something else.
    /// </exception>
    public async Task<RegistryAccess> CheckAccessAsync(string host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var parts = host.Split('/', 2);
        var repository = parts.Length > 1 ? parts[1] : "";
        var endpoint = EndpointOf(RegistryReference.NormalizeHost(parts[0]));
        var credential = await _credentials.FindAsync(endpoint.Host, repository, cancellationToken).ConfigureAwait(false);
        return await _loop.RunAsync(
            endpoint.Host,
            "the question for its API",
            guard => AskAsync(endpoint, repository, credential, guard),
            cancellationToken).ConfigureAwait(false);
    }

    private static string HostOf(string mirror) =>
        RegistryAddress.TryParse(mirror, out var address) ? address.Host : mirror;

    private static async Task<RegistryAccess> AskAsync(
        RegistryEndpoint endpoint, string repository, RegistryCredential? credential, StallGuard guard)
    {
        var origin = await endpoint.GetOriginAsync(guard.Token).ConfigureAwait(false);
        var access = new RegistryAccess(origin, credential?.Origin, WasAsked: true);
        var request = new RegistryRequest(HttpMethod.Get, repository, "")
        {
            Location = new Uri(origin, "/v2/"),
            Scope = new TokenScope(),
            What = "the question for its API",
        };
        try
        {
            using var response = await endpoint.SendAsync(request, guard.Token).ConfigureAwait(false);
            return response switch
            {
                { IsSuccessStatusCode: true } =>
                    access with { WasAsked = response.RequestMessage?.Headers.Authorization is not null },
                { StatusCode: HttpStatusCode.Unauthorized } when credential is null => access,
                { StatusCode: HttpStatusCode.NotFound } => throw DiagnosticCatalog.RegistryRefused.Exception(
                    null, endpoint.Host, request.What, "it answers 404, so there is no registry at this address"),
                _ => throw await endpoint.FailAsync(response, request, guard.Token).ConfigureAwait(false),
            };
        }
        catch (EnvBuildException exception)
            when (credential is null && exception.Diagnostics[0].Code == DiagnosticCatalog.RegistryAccessDenied.Code)
        {
            // Its token server gives nothing to those who are nobody, before it hears of a repository.
            return access;
        }
    }
}
