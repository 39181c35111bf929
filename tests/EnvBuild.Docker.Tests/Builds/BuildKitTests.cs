using EnvBuild.Diagnostics;
using EnvBuild.Docker.Builds;
using EnvBuild.Docker.Endpoints;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Testing;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Docker.Tests.Builds;

/// <summary>Builds through <c>docker buildx</c>, with the real plugin.</summary>
[TestClass]
public sealed class BuildKitTests : EngineTestBase
{
    private const string Secret = "s3cret-of-the-test";
    private const int Readable = 0b110_100_100;

    [TestMethod]
    public async Task A_secret_reaches_the_step_that_mounts_it_and_nothing_else()
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectWithBuildxAsync(process);
        await PrepareBaseAsync(engine);
        var before = await EngineContents.ReadAsync(process, Cancellation);

        var built = await engine.RunDockerfileAsync(
            Store,
            Write("FROM localhost/buildkit-base:1\nCOPY file /\n"
                + "RUN --mount=type=secret,id=token cat /run/secrets/token; test -s /run/secrets/token && echo ok > /seen\n"),
            new BuildRequest
            {
                Files = [new BuildFile("file", Folder.Write("c/file", "of the context\n"), Readable)],
                Secrets = [new BuildSecret("token", Folder.Write("secret", $"{Secret}\n"))],
                HasNetwork = false,
            },
            Cancellation);

        await before.IsUnchangedAsync(process, Cancellation);
        Assert.IsTrue(Reporter.Details.Contains("[3/3] ***"), string.Join('\n', Reporter.Details));
        Assert.IsFalse(Reporter.Details.Any(detail => detail.Contains(Secret, StringComparison.Ordinal)));
        var image = await AssembleAsync(built);
        _ = await engine.DeliverAsync(Store, image.Descriptor, ["buildkit:1"], Cancellation);
        var run = await process.RunAsync("buildkit:1", Cancellation, "/bin/cat", "/seen", "/file");
        Assert.AreEqual("ok\nof the context\n", run.Succeeds().Output);
        await RemoveAsync(process, "buildkit:1", "localhost/buildkit-base:1");
    }

    [TestMethod]
    public async Task A_failing_step_is_told_with_its_line_and_without_the_secret()
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectWithBuildxAsync(process);
        await PrepareBaseAsync(engine);

        var diagnostic = await FailsAsync(
            () => engine.RunDockerfileAsync(
                Store,
                Write("FROM localhost/buildkit-base:1\nRUN echo fine\n"
                    + "RUN --mount=type=secret,id=token echo words; cat /run/secrets/token; exit 5\n"),
                new BuildRequest
                {
                    Secrets = [new BuildSecret("token", Folder.Write("secret", Secret))],
                    HasNetwork = false,
                },
                Cancellation),
            DiagnosticCatalog.StepFailed);

        Assert.AreEqual(3, diagnostic.Location!.Span!.Value.Line);
        StringAssert.Contains(diagnostic.Message, "exit code 5", StringComparison.Ordinal);
        StringAssert.Contains(diagnostic.Message, "  words\n  ***", StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, diagnostic.Message);
        await RemoveAsync(process, "localhost/buildkit-base:1");
    }

    [TestMethod]
    public async Task Cancelling_ends_the_step()
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectWithBuildxAsync(process);
        await PrepareBaseAsync(engine);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var marker = $"{1_000_000 + Environment.ProcessId}";

        var building = engine.RunDockerfileAsync(
            Store,
            Write($"FROM localhost/buildkit-base:1\nRUN --mount=type=cache,target=/cache echo it sleeps; sleep {marker}\n"),
            new BuildRequest { HasNetwork = false },
            cancel.Token);
        while (!Reporter.Details.Contains("[2/2] it sleeps"))
        {
            Assert.IsFalse(building.IsCompleted, $"{building.Exception}");
            await Task.Delay(20, Cancellation);
        }

        await cancel.CancelAsync();
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => building);

        var end = Environment.TickCount64 + 15_000;
        while (IsRunning(marker))
        {
            Assert.IsLessThan(end, Environment.TickCount64, "the step still runs");
            await Task.Delay(100, Cancellation);
        }

        await RemoveAsync(process, "localhost/buildkit-base:1");
    }

    [TestMethod]
    [DataRow("FROM scratch\nRUN --mount=type=cache,target=/x true\n", "'RUN --mount'", 2)]
    [DataRow("# syntax=docker/dockerfile:1\nFROM scratch\n", "'# syntax=docker/dockerfile:1'", 0)]
    [DataRow("FROM scratch\n\nRUN <<EOF\ntrue\nEOF\n", "a here-document", 3)]
    public async Task Without_the_plugin_the_instruction_that_needs_it_is_told(string text, string feature, int line)
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectAsync(process, path: Folder.Path);

        var diagnostic = await FailsAsync(
            () => engine.RunDockerfileAsync(Store, Write(text), new BuildRequest(), Cancellation),
            DiagnosticCatalog.BuildKitMissing);

        Assert.AreEqual(line, diagnostic.Location!.Span?.Line ?? 0);
        StringAssert.StartsWith(diagnostic.Message, $"{feature} needs BuildKit", StringComparison.Ordinal);
        StringAssert.Contains(diagnostic.Message, "the docker command is not installed", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_secret_whose_file_is_missing_is_told()
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectWithBuildxAsync(process);

        var diagnostic = await FailsAsync(
            () => engine.RunDockerfileAsync(
                Store,
                Write("FROM scratch\n"),
                new BuildRequest { Secrets = [new BuildSecret("token", Folder["nowhere"])] },
                Cancellation),
            DiagnosticCatalog.BuildFileUnreadable);

        StringAssert.Contains(diagnostic.Message, "the secret 'token'", StringComparison.Ordinal);
    }

    private static bool IsRunning(string argument) => Directory.EnumerateDirectories("/proc").Any(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")) == $"sleep\0{argument}\0";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    private async Task<ContainerEngine> ConnectWithBuildxAsync(EngineProcess process)
    {
        var plugin = Environment.GetEnvironmentVariable("ENVBUILD_BUILDX")
            ?? Path.Combine(Corpus.RepositoryRoot, "artifacts", "docker-buildx", "docker-buildx");
        if (!File.Exists(plugin))
        {
            Assert.Inconclusive($"'{plugin}' is missing; 'eng/testing/docker-buildx.sh' fetches it.");
        }

        _ = Directory.CreateDirectory(Folder["config/cli-plugins"]);
        _ = File.CreateSymbolicLink(Folder["config/cli-plugins/docker-buildx"], plugin);
        return await ConnectAsync(process, Environment.GetEnvironmentVariable("PATH")!);
    }

    private Task<ContainerEngine> ConnectAsync(EngineProcess process, string path)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOCKER_HOST"] = process.Address,
            ["DOCKER_CONFIG"] = Folder["config"],
            ["PATH"] = path,
        };
        return ContainerEngine.ConnectAsync(
            new EngineSettings(new EndpointEnvironment(variables.GetValueOrDefault, Folder.Path, []), Reporter),
            Need,
            Cancellation);
    }

    private async Task PrepareBaseAsync(ContainerEngine engine)
    {
        var image = await AssembleAsync(await MakeBaseAsync());
        _ = await engine.DeliverAsync(Store, image.Descriptor, ["localhost/buildkit-base:1"], Cancellation);
    }

    private BuildFile Write(string text) => new("Dockerfile", Folder.Write("Dockerfile", text), Readable);

    private async Task RemoveAsync(EngineProcess process, params string[] names) =>
        _ = await process.Docker(["image", "rm", "--force", .. names]).SucceedsAsync(Cancellation);
}
