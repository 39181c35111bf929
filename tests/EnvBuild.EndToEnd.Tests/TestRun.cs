using EnvBuild.EndToEnd.Tests.Bases;
using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.Testing;
using EnvBuild.Testing.Engines;

// Each test wants the machine for itself: they start engines, fill disks and kill processes.
[assembly: DoNotParallelize]

namespace EnvBuild.EndToEnd.Tests;

/// <summary>What is made once for the run, when the first test asks for it, and taken away at its end.</summary>
[TestClass]
public static class TestRun
{
    internal static Once<InstalledTool> Tool { get; } = new(InstalledTool.InstallAsync);

    internal static Once<EngineProcess> Engine { get; } = new(EngineProcess.StartDockerAsync);

    internal static Once<MinimalBase> MinimalBase { get; } = new(Bases.MinimalBase.MakeAsync);

    internal static Once<SystemBase> SystemBase { get; } = new(Bases.SystemBase.MakeAsync);

    [AssemblyCleanup]
    public static async Task EndAsync()
    {
        await Engine.DisposeAsync();
        await MinimalBase.DisposeAsync();
        await SystemBase.DisposeAsync();
        await Tool.DisposeAsync();
    }
}
