using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Docker.Tests.Builds;

[TestClass]
public sealed class StepTests : EngineTestBase
{
    [TestMethod]
    [EachEngine]
    public async Task Steps_on_a_base_of_the_store_become_layers_under_those_of_packages(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var basis = await MakeBaseAsync();
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);

        var built = await engine.RunStepsAsync(
            Store,
            BuildBase.InStore(basis),
            [
                new BuildStep("RUN mkdir /made && echo first > /made/file", At(3)),
                new BuildStep("ENV GREETING=hello\nWORKDIR /made", At(4)),
            ],
            new BuildRequest(),
            Cancellation);

        await before.IsUnchangedAsync(process, Cancellation);
        Assert.AreEqual(basis.Layers[0], built.Layers[0], "the blob of the base stays what it was");
        CollectionAssert.Contains(built.Config.Config!.Env!.ToArray(), "GREETING=hello");
        Assert.AreEqual("/made", built.Config.Config.WorkingDir);

        var image = await AssembleAsync(built, await MakeLayerAsync("made/package", "second\n"));
        _ = await engine.DeliverAsync(Store, image.Descriptor, ["steps-test"], Cancellation);
        var run = await process.RunAsync("steps-test", Cancellation, "/bin/sh", "-c", "cat file package; echo $GREETING");
        Assert.AreEqual("first\nsecond\nhello\n", run.Succeeds().Output);
        await RemoveAsync(process, "steps-test");
    }

    [TestMethod]
    [EachEngine]
    public async Task A_failing_step_is_told_with_its_place_its_exit_code_and_its_last_output(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var basis = await MakeBaseAsync();
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);

        var diagnostic = await FailsAsync(
            () => engine.RunStepsAsync(
                Store,
                BuildBase.InStore(basis),
                [
                    new BuildStep("RUN echo fine", At(7)),
                    new BuildStep("RUN echo to output; echo to error >&2; exit 7", At(8)),
                    new BuildStep("RUN echo never", At(9)),
                ],
                new BuildRequest(),
                Cancellation),
            DiagnosticCatalog.StepFailed);

        Assert.AreEqual(At(8), diagnostic.Location);
        StringAssert.Contains(diagnostic.Message, "exit code 7", StringComparison.Ordinal);
        StringAssert.Contains(diagnostic.Message, "  to output", StringComparison.Ordinal);
        StringAssert.Contains(diagnostic.Message, "  to error", StringComparison.Ordinal);
        Assert.DoesNotContain("fine", diagnostic.Message);
        await before.IsUnchangedAsync(process, Cancellation);
    }

    [TestMethod]
    [EachEngine]
    public async Task Output_comes_while_the_step_runs_and_cancelling_leaves_nothing_behind(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var basis = await MakeBaseAsync();
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var building = engine.RunStepsAsync(
            Store,
            BuildBase.InStore(basis),
            [
                new BuildStep("RUN echo kept > /before", At(1)),
                // Podman lets a step go on to its end.
                new BuildStep($"RUN echo now it sleeps; sleep {(kind == EngineKind.Podman ? 5 : 600)}", At(2)),
            ],
            new BuildRequest(),
            cancel.Token);
        while (!Reporter.Details.Contains("[2/2] now it sleeps"))
        {
            Assert.IsFalse(building.IsCompleted, $"{building.Exception}");
            await Task.Delay(20, Cancellation);
        }

        var start = Environment.TickCount64;
        await cancel.CancelAsync();
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => building);

        Assert.IsLessThan(kind == EngineKind.Podman ? 2_000 : 15_000, Environment.TickCount64 - start);
        await before.IsUnchangedAsync(process, Cancellation);
    }

    [TestMethod]
    [EachEngine]
    public async Task A_base_that_cannot_be_had_is_told(EngineKind kind)
    {
        using var engine = await ConnectAsync(await GetEngineAsync(kind));

        var diagnostic = await FailsAsync(
            () => engine.RunStepsAsync(
                Store,
                BuildBase.InRegistry("127.0.0.1:1/nothing:here", BaseImage.Scratch(Platform.LinuxAmd64)),
                [new BuildStep("RUN echo never", At(3))],
                new BuildRequest(),
                Cancellation),
            DiagnosticCatalog.EngineBaseUnavailable);

        Assert.AreEqual(At(3), diagnostic.Location);
        StringAssert.Contains(diagnostic.Message, "'127.0.0.1:1/nothing:here'", StringComparison.Ordinal);
    }

    private async Task RemoveAsync(EngineProcess process, string name) =>
        _ = await process.Docker("image", "rm", "--force", name).SucceedsAsync(Cancellation);
}
