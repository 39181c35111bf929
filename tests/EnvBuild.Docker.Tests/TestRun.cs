using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Testing;
using EnvBuild.Testing.Engines;

// What is in an engine before and after a test is compared.
[assembly: DoNotParallelize]

namespace EnvBuild.Docker.Tests;

/// <summary>The engines, started when the first test asks for them.</summary>
[TestClass]
public static class TestRun
{
    private static readonly Once<EngineProcess> Docker = new(EngineProcess.StartDockerAsync);

    private static readonly Once<EngineProcess> Podman = new(EngineProcess.StartPodmanAsync);

    internal static Task<EngineProcess> GetEngineAsync(EngineKind kind, CancellationToken cancellationToken) =>
        (kind == EngineKind.Docker ? Docker : Podman).GetAsync(cancellationToken);

    [AssemblyCleanup]
    public static async Task EndAsync()
    {
        await Docker.DisposeAsync();
        await Podman.DisposeAsync();
    }
}
