using System.Collections.Immutable;
using System.ComponentModel;
using EnvBuild.Diagnostics;
using EnvBuild.Docker;
using EnvBuild.Docker.Endpoints;

namespace EnvBuild.Building.Health;

/// <summary>The container engine, which few builds need: where it is, whether it answers, and BuildKit.</summary>
internal static class EngineChecks
{
    private const string Name = "engine";
    private const string Uses = "'steps', a Dockerfile, post-link scripts, or images that are to be in an engine";

    public static async Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthTopic topic, HealthRequest request, CancellationToken cancellationToken)
    {
        var environment = EndpointEnvironment.Of(request.GetVariable);
        var settings = new EngineSettings(environment, request.Reporter) { AnswerLimit = request.AnswerLimit };
        try
        {
            using var engine = await ContainerEngine
                .ConnectAsync(settings, new EngineNeed("What steps and scripts do", null), cancellationToken)
                .ConfigureAwait(false);
            return
            [
                topic.Ok(
                    Name,
                    $"{engine.Version} for {engine.Version.Platform} (API {engine.Version.Api}) at {engine.Endpoint}, named "
                    + $"by {engine.Endpoint.Origin}"),
                await CheckBuildxAsync(topic, engine, request, cancellationToken).ConfigureAwait(false),
            ];
        }
        catch (EnvBuildException exception)
            when (exception.Diagnostics[0].Code == DiagnosticCatalog.EngineNotFound.Code)
        {
            return
            [
                topic.Skipped(
                    Name,
                    $"none: DOCKER_HOST is not set and nothing listens at {string.Join(", ", environment.DefaultAddresses)}; "
                    + $"not needed unless there are {Uses}",
                    "If there are, install and start Docker or Podman, or name a running engine in DOCKER_HOST."),
            ];
        }
        catch (EnvBuildException exception)
        {
            // Somebody named one, so it is meant to be there; most builds do without it all the same.
            var finding = topic.From(Name, HealthState.Warning, exception.Diagnostics[0]);
            return [finding with { Fix = $"{finding.Fix} Not needed unless there are {Uses}." }];
        }
    }

    private static async Task<HealthFinding> CheckBuildxAsync(
        HealthTopic topic, ContainerEngine engine, HealthRequest request, CancellationToken cancellationToken)
    {
        const string Buildx = "buildx";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.AnswerLimit);
        string? problem;
        try
        {
            problem = await engine.FindBuildxProblemAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            problem = "the docker command does not answer";
        }
        catch (Win32Exception exception)
        {
            problem = $"the docker command cannot be run: {exception.Message}";
        }

        return problem is null
            ? topic.Ok(Buildx, "BuildKit can be used through 'docker buildx'")
            : topic.Skipped(
                Buildx,
                $"{problem}; not needed unless steps have '# syntax=', 'RUN --mount' or secrets",
                "If they have, use Docker with the buildx plugin of the docker command.");
    }
}
