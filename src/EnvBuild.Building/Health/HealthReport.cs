using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Health;

/// <summary>
/// Looks at all that builds depend on: versions, store, caches, configuration, engine, registries, channels. Changes
/// nothing, but for files that live a moment and one file of a lock.
/// </summary>
public static class HealthReport
{
    /// <summary>Checks everything, all topics at once. What fails becomes a finding.</summary>
    /// <param name="request">What is looked at.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The findings, by topic.</returns>
    public static async Task<ImmutableArray<HealthFinding>> RunAsync(
        HealthRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = await Task.WhenAll(
            GuardAsync("versions", VersionChecks.RunAsync, request, cancellationToken),
            GuardAsync("store", StoreChecks.RunAsync, request, cancellationToken),
            GuardAsync("caches", CacheChecks.RunAsync, request, cancellationToken),
            GuardAsync("configuration", ConfigurationChecks.RunAsync, request, cancellationToken),
            GuardAsync("engine", EngineChecks.RunAsync, request, cancellationToken),
            GuardAsync("registries", RegistryChecks.RunAsync, request, cancellationToken),
            GuardAsync("channels", ChannelChecks.RunAsync, request, cancellationToken)).ConfigureAwait(false);
        return [.. findings.SelectMany(found => found)];
    }

    private static async Task<ImmutableArray<HealthFinding>> GuardAsync(
        string name,
        Func<HealthTopic, HealthRequest, CancellationToken, Task<ImmutableArray<HealthFinding>>> check,
        HealthRequest request,
        CancellationToken cancellationToken)
    {
        var topic = new HealthTopic(name);
        try
        {
            // Some of it waits for disks without saying so.
            return await Task.Run(() => check(topic, request, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (EnvBuildException exception)
        {
            return [.. exception.Diagnostics.Select(diagnostic => topic.From(name, HealthState.Error, diagnostic))];
        }
#pragma warning disable CA1031 // One check that fails must not hide what the others found.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            request.Reporter.Detail(exception.ToString());
            return [topic.From(name, HealthState.Error, FailureDiagnostic.For(exception))];
        }
    }
}
