using EnvBuild.Testing;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Building.Tests;

/// <summary>The Docker Engine of this run, started when the first test asks for it.</summary>
[TestClass]
public static class TestRun
{
    private static readonly Once<EngineProcess> Engine = new(EngineProcess.StartDockerAsync);

    internal static Task<EngineProcess> GetEngineAsync(CancellationToken cancellationToken) =>
        Engine.GetAsync(cancellationToken);

    [AssemblyCleanup]
    public static async Task EndAsync() => await Engine.DisposeAsync();
}
