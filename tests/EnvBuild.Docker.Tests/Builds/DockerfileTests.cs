using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Docker.Tests.Builds;

[TestClass]
public sealed class DockerfileTests : EngineTestBase
{
    private const int Executable = 0b111_101_101;
    private const int Readable = 0b110_100_100;

    [TestMethod]
    [EachEngine]
    public async Task A_Dockerfile_is_built_with_its_context_and_arguments(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        await PrepareBaseAsync(engine);
        var before = await EngineContents.ReadAsync(process, Cancellation);
        var dockerfile = Write(
            "FROM localhost/dockerfile-base:1\nARG WHO=nobody\nCOPY folder /copied\n"
            + "RUN /copied/run.sh \"$WHO\" > /said \\\n    && cat /copied/link >> /said\n");

        var built = await engine.RunDockerfileAsync(
            Store,
            dockerfile,
            new BuildRequest
            {
                Files =
                [
                    dockerfile,
                    new BuildFile("folder", null, Executable),
                    new BuildFile(
                        "folder/run.sh", Folder.Write("c/run.sh", "#!/bin/sh\necho \"hello $1\"\n"), Executable),
                    new BuildFile("folder/target", Folder.Write("c/target", "linked\n"), Readable),
                    new BuildFile("folder/link", null, Executable, "target"),
                ],
                Arguments = new BuildRequest().Arguments.Add("WHO", "you & me"),
            },
            Cancellation);

        await before.IsUnchangedAsync(process, Cancellation);
        var image = await AssembleAsync(built);
        _ = await engine.DeliverAsync(Store, image.Descriptor, ["dockerfile:1"], Cancellation);
        var run = await process.RunAsync("dockerfile:1", Cancellation, "/bin/cat", "/said");
        Assert.AreEqual("hello you & me\nlinked\n", run.Succeeds().Output);
        await RemoveAsync(process, "dockerfile:1", "localhost/dockerfile-base:1");
    }

    [TestMethod]
    [EachEngine]
    public async Task A_failing_instruction_is_told_with_its_line_in_the_Dockerfile(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        await PrepareBaseAsync(engine);
        var dockerfile = Write("# comment\nFROM localhost/dockerfile-base:1\n\nRUN echo a \\\n  && echo b \\\n  && exit 9\n");

        var diagnostic = await FailsAsync(
            () => engine.RunDockerfileAsync(Store, dockerfile, new BuildRequest(), Cancellation),
            DiagnosticCatalog.StepFailed);

        Assert.AreEqual(dockerfile.Source, diagnostic.Location!.File);
        Assert.AreEqual(4, diagnostic.Location.Span!.Value.Line);
        StringAssert.Contains(diagnostic.Message, "exit code 9", StringComparison.Ordinal);
        await RemoveAsync(process, "localhost/dockerfile-base:1");
    }

    [TestMethod]
    [EachEngine]
    public async Task A_file_that_the_context_lacks_is_told_at_its_instruction(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        await PrepareBaseAsync(engine);
        var before = await EngineContents.ReadAsync(process, Cancellation);
        var dockerfile = Write("FROM localhost/dockerfile-base:1\nCOPY missing.txt /\n");

        var diagnostic = await FailsAsync(
            () => engine.RunDockerfileAsync(Store, dockerfile, new BuildRequest(), Cancellation),
            DiagnosticCatalog.StepImpossible);

        Assert.AreEqual(2, diagnostic.Location!.Span!.Value.Line);
        StringAssert.Contains(diagnostic.Message, "missing.txt", StringComparison.Ordinal);
        await before.IsUnchangedAsync(process, Cancellation);
        await RemoveAsync(process, "localhost/dockerfile-base:1");
    }

    [TestMethod]
    [EachEngine]
    public async Task A_mistake_in_a_Dockerfile_is_told_at_its_line(EngineKind kind)
    {
        using var engine = await ConnectAsync(await GetEngineAsync(kind));
        var dockerfile = Write("FROM scratch\nCOPPY a b\n");

        var diagnostic = await FailsAsync(
            () => engine.RunDockerfileAsync(Store, dockerfile, new BuildRequest(), Cancellation),
            DiagnosticCatalog.DockerfileInvalid);

        Assert.AreEqual(dockerfile.Source, diagnostic.Location!.File);
        StringAssert.Contains(diagnostic.Message.ToUpperInvariant(), "COPPY", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_Dockerfile_that_is_not_there_is_told()
    {
        using var engine = await ConnectAsync(await GetEngineAsync(EngineKind.Docker));

        var diagnostic = await FailsAsync(
            () => engine.RunDockerfileAsync(
                Store,
                new BuildFile("Dockerfile", Folder["nowhere/Dockerfile"], Readable),
                new BuildRequest(),
                Cancellation),
            DiagnosticCatalog.BuildFileUnreadable);

        StringAssert.Contains(diagnostic.Message, "nowhere/Dockerfile", StringComparison.Ordinal);
    }

    private async Task PrepareBaseAsync(ContainerEngine engine)
    {
        var image = await AssembleAsync(await MakeBaseAsync());
        _ = await engine.DeliverAsync(Store, image.Descriptor, ["localhost/dockerfile-base:1"], Cancellation);
    }

    private BuildFile Write(string text) => new("Dockerfile", Folder.Write("Dockerfile", text), Readable);

    private async Task RemoveAsync(EngineProcess process, params string[] names) =>
        _ = await process.Docker(["image", "rm", "--force", .. names]).SucceedsAsync(Cancellation);
}
