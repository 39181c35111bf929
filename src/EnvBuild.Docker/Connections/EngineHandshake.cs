using System.Net.Http.Json;
using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;
using EnvBuild.Oci;

namespace EnvBuild.Docker.Connections;

/// <summary>First contact: whether somebody is there, and which version of the API both sides speak.</summary>
internal static class EngineHandshake
{
    private const string Task = "say its version";
    private static readonly Version Oldest = new(1, 40);
    private static readonly Version Newest = new(1, 47);

    /// <exception cref="EnvBuildException">
    /// ENV6003: certificates. ENV6004: nobody is there. ENV6005: no common version. ENV6008: it is no engine.
    /// </exception>
    public static async Task<EngineConnection> ConnectAsync(
        EngineEndpoint endpoint, EngineSettings settings, EngineNeed need, CancellationToken cancellationToken)
    {
        var http = Open(endpoint);
        try
        {
            var answer = await AskAsync(http, endpoint, settings, need, cancellationToken).ConfigureAwait(false);
            var version = Negotiate(answer, endpoint);
            settings.Reporter.Detail($"Container engine: {version}, API {version.Api}, at {endpoint}");
            return new EngineConnection(endpoint, version, settings, http);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    private static HttpClient Open(EngineEndpoint endpoint)
    {
#pragma warning disable CA2000 // The client owns it.
        var handler = new SocketsHttpHandler();
#pragma warning restore CA2000
        try
        {
            EngineTransport.Configure(handler, endpoint);
            return new HttpClient(handler)
            {
                BaseAddress = EngineTransport.BaseAddress(endpoint),
                Timeout = Timeout.InfiniteTimeSpan,
            };
        }
        catch
        {
            handler.Dispose();
            throw;
        }
    }

    private static async Task<VersionAnswer> AskAsync(
        HttpClient http,
        EngineEndpoint endpoint,
        EngineSettings settings,
        EngineNeed need,
        CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.AnswerLimit);
        try
        {
            using var response = await http
                .GetAsync(new Uri("version", UriKind.Relative), limit.Token)
                .ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw EngineFailure.Invalid(endpoint, Task, $"status {(int)response.StatusCode}");
            }

            return await response.Content
                .ReadFromJsonAsync(ConnectionJsonContext.Default.VersionAnswer, limit.Token)
                .ConfigureAwait(false) ?? throw EngineFailure.Invalid(endpoint, Task, "it is empty");
        }
        catch (JsonException exception)
        {
            throw EngineFailure.Invalid(endpoint, Task, "it is not the JSON of a version", exception);
        }
        catch (Exception exception) when (IsUnreachable(exception) && !cancellationToken.IsCancellationRequested)
        {
            var reason = exception is OperationCanceledException
                ? $"no answer within {settings.AnswerLimit.TotalSeconds} seconds"
                : EngineFailure.Reason(exception);
            throw new EnvBuildException(
                [
                    DiagnosticCatalog.EngineUnreachable.At(
                        need.Location, need.What, endpoint, endpoint.Origin, reason),
                ],
                exception);
        }
    }

    private static bool IsUnreachable(Exception exception) =>
        exception is OperationCanceledException || EngineFailure.IsConnection(exception);

    private static EngineVersion Negotiate(VersionAnswer answer, EngineEndpoint endpoint)
    {
        if (!Version.TryParse(answer.ApiVersion, out var newest))
        {
            throw EngineFailure.Invalid(endpoint, Task, "it holds no version of the API");
        }

        var isPodman = answer.Components?.Any(component => component.Name == "Podman Engine") ?? false;
        var name = isPodman ? "Podman" : "Docker";
        var oldest = Version.TryParse(answer.MinApiVersion, out var least) ? least : new Version(1, 0);
        var common = newest < Newest ? newest : Newest;
        if (common < Oldest || common < oldest)
        {
            throw DiagnosticCatalog.EngineVersionUnsupported.Exception(
                null,
                endpoint,
                $"{name} {answer.Version}",
                newest < Oldest ? newest : $"{oldest} or later",
                Oldest,
                Newest);
        }

        var platform = new Platform { Os = answer.Os ?? "linux", Architecture = answer.Architecture ?? "amd64" };
        return new EngineVersion(name, answer.Version ?? "", common, platform);
    }
}
