using System.Collections.Immutable;
using EnvBuild.Building.Registries;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Access;

namespace EnvBuild.Building.Health;

/// <summary>
/// Registries that are configured, that there are credentials for, and the one that <c>ENVBUILD_REGISTRY</c> names: do they
/// answer, and do they accept the credentials. Where credentials are is told, never what they are.
/// </summary>
internal static class RegistryChecks
{
    private const string DefaultVariable = "ENVBUILD_REGISTRY";

    public static async Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        var reporter = new WarningReporter(request.Reporter);
        try
        {
            using var client = await RegistryClient.CreateAsync(
                RegistryConnection.MachineFor(request.GetVariable, request.Folder),
                reporter,
                cancellationToken,
                RegistryClientOptions.Default with { Attempts = 1 }).ConfigureAwait(false);
            var places = await client.ListCredentialsAsync(cancellationToken).ConfigureAwait(false);
            var findings = await CheckAsync(topic, request, client, places, cancellationToken).ConfigureAwait(false);
            return
            [
                .. findings,
                .. reporter.Warnings.Select(diagnostic => topic.From("credentials", HealthState.Warning, diagnostic)),
            ];
        }
        catch (EnvBuildException exception)
            when (exception.Diagnostics[0].Code == DiagnosticCatalog.RegistriesFileInvalid.Code)
        {
            return
            [
                topic.Skipped(
                    "registries", "their configuration cannot be used", "Correct registries.json as said above."),
            ];
        }
    }

    private static async Task<IEnumerable<HealthFinding>> CheckAsync(
        HealthTopic topic,
        HealthRequest request,
        RegistryClient client,
        ImmutableArray<CredentialPlace> places,
        CancellationToken cancellationToken)
    {
        var wanted = WantedHost(request);
        string[] needed = [.. client.ConfiguredHosts, .. wanted is null ? (string[])[] : [wanted]];
        string[] hosts = [.. needed.Concat(places.Select(place => place.Host)).Distinct().Order(StringComparer.Ordinal)];
        if (hosts.Length == 0)
        {
            return
            [
                topic.Skipped(
                    "registries",
                    $"no credentials, no registries.json, no {DefaultVariable}",
                    $"To push, run 'docker login HOST' or 'podman login HOST', or set {DefaultVariable}."),
            ];
        }

        return request.Settings.Offline
            ? hosts.Select(host => topic.Skipped(
                host, $"not asked, as EnvBuild works offline{Origin(host, places)}", "Leave out --offline to ask it."))
            : await Task.WhenAll(hosts.Select(host => CheckAsync(
                topic,
                request,
                client,
                host,
                needed.Contains(host) ? HealthState.Error : HealthState.Warning,
                cancellationToken))).ConfigureAwait(false);
    }

    private static string Origin(string host, ImmutableArray<CredentialPlace> places) =>
        places.FirstOrDefault(place => place.Host == host) is { } found ? $"; credentials from {found.Origin}" : "";

    // host/namespace, as 'dotnet env push' takes it.
    private static string? WantedHost(HealthRequest request) =>
        request.GetVariable(DefaultVariable) is { Length: > 0 } text
        && Uri.TryCreate($"https://{text}", UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0
            ? RegistryReference.Parse($"{text.TrimEnd('/')}/name").Host
            : null;

    private static async Task<HealthFinding> CheckAsync(
        HealthTopic topic,
        HealthRequest request,
        RegistryClient client,
        string host,
        HealthState whenUnreachable,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.AnswerLimit);
        try
        {
            return topic.Ok(host, Describe(await client.CheckAccessAsync(host, limit.Token).ConfigureAwait(false)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return topic.Ok(host, $"no answer within {request.AnswerLimit.TotalSeconds:0.#} seconds") with
            {
                State = whenUnreachable,
                Fix = "Check the address, the network and the proxy.",
            };
        }
        catch (EnvBuildException exception)
        {
            var diagnostic = exception.Diagnostics[0];
            var isReached = diagnostic.Code != DiagnosticCatalog.RegistryUnavailable.Code;
            var finding = topic.From(host, isReached ? HealthState.Error : whenUnreachable, diagnostic);
            return diagnostic.Code == DiagnosticCatalog.RegistryAccessDenied.Code
                ? finding with { Fix = $"Run 'docker login {host}' or 'podman login {host}', or correct the variables." }
                : finding;
        }
    }

    private static string Describe(RegistryAccess access)
    {
        var encryption = access.Address.Scheme == Uri.UriSchemeHttps ? "over TLS" : "without encryption";
        var credentials = access switch
        {
            { Credential: null, WasAsked: true } => "wants a login, and there are no credentials for it",
            { Credential: null } => "open to all",
            { WasAsked: true } => $"accepts the credentials from {access.Credential}",
            _ => $"did not ask for the credentials from {access.Credential}",
        };
        return $"answers {encryption}; {credentials}";
    }
}
