using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Containers;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Docker.Tests.Connections;

[TestClass]
public sealed class LostEngineTests : EngineTestBase
{
    [TestMethod]
    public async Task An_engine_that_crashes_in_the_middle_of_a_step_is_noticed()
    {
        await using var process = await EngineProcess.StartDockerAsync(Cancellation);
        using var engine = await ConnectAsync(process);

        var building = engine.RunStepsAsync(
            Store,
            BuildBase.InStore(await MakeBaseAsync()),
            [new BuildStep("RUN echo it sleeps; sleep 600", At(2))],
            new BuildRequest(),
            Cancellation);
        await WaitForAsync("[1/1] it sleeps", building);
        await process.CrashAsync(Cancellation);

        var diagnostic = await FailsAsync(() => building, DiagnosticCatalog.EngineLost);

        StringAssert.Contains(diagnostic.Message, process.Address, StringComparison.Ordinal);
        await process.RestartAsync(Cancellation);
    }

    [TestMethod]
    public async Task An_engine_that_hangs_in_the_middle_of_a_script_is_noticed()
    {
        await using var process = await EngineProcess.StartDockerAsync(Cancellation);
        var settings = SettingsFor(process.Address) with
        {
            WatchInterval = TimeSpan.FromMilliseconds(200),
            AnswerLimit = TimeSpan.FromSeconds(1),
            CleanUpLimit = TimeSpan.FromSeconds(1),
        };
        using var engine = await ContainerEngine.ConnectAsync(settings, Need, Cancellation);
        var image = await AssembleAsync(await MakeBaseAsync());

        var running = engine.RunScriptAsync(
            Store,
            image.Descriptor,
            new ScriptRequest("The script of a test", ["/bin/sh", "-c", "echo it sleeps; sleep 600"]),
            Cancellation);
        await WaitForAsync("it sleeps", running);
        await process.PauseAsync(Cancellation);
        try
        {
            var diagnostic = await FailsAsync(() => running, DiagnosticCatalog.EngineLost);
            StringAssert.Contains(diagnostic.Message, "no answer within 1 seconds", StringComparison.Ordinal);
        }
        finally
        {
            await process.ResumeAsync(Cancellation);
        }
    }

    private async Task WaitForAsync(string detail, Task work)
    {
        while (!Reporter.Details.Contains(detail))
        {
            Assert.IsFalse(work.IsCompleted, $"{work.Exception}");
            await Task.Delay(20, Cancellation);
        }
    }
}
