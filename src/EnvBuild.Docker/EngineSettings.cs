using EnvBuild.Diagnostics;
using EnvBuild.Docker.Endpoints;
using EnvBuild.Oci;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Docker;

/// <summary>What is around the use of an engine.</summary>
/// <param name="Environment">Where its address is looked for.</param>
/// <param name="Reporter">Hears the output of steps, line by line.</param>
public sealed record EngineSettings(EndpointEnvironment Environment, IReporter Reporter)
{
    /// <summary>
    /// Brings layers into a store that only knows where they are, before they are sent; <see langword="null"/> if all
    /// are there.
    /// </summary>
    public Func<BlobStore, IReadOnlyCollection<Descriptor>, CancellationToken, Task>? FetchLayers { get; init; }

    /// <summary>Clock of the watch over the engine.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Time between two looks at the engine while something runs.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time for an answer that costs the engine nothing.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for tidying up after a cancelled or failed piece of work.</summary>
    public TimeSpan CleanUpLimit { get; init; } = TimeSpan.FromSeconds(20);
}
