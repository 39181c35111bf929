using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.EndToEnd.Tests.Robustness;
using EnvBuild.Testing;
using EnvBuild.Testing.Engines;

namespace EnvBuild.EndToEnd.Tests.Engines;

/// <summary>Steps and deliveries, with the packed products and a Docker Engine.</summary>
[TestClass]
public sealed class EngineTests(TestContext context)
{
    [TestMethod]
    public async Task A_build_runs_the_steps_and_brings_the_image_into_the_engine_again_when_it_is_removed()
    {
        var cancellationToken = context.CancellationToken;
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        using var place = await Workplace.MakeAsync(cancellationToken);
        await DefineAsync(place, "project/environment.yml", "RUN [\"/bin/dash\", \"-c\", \"echo of a step > /made\"]");
        await SdkProject.WriteAsync(place, "project", cancellationToken);

        var built = await Build(place, engine).SucceedsAsync(cancellationToken);
        StringAssert.Contains(built.Output, "loaded stepped:1 into the engine", StringComparison.Ordinal);
        var made = (await engine.RunAsync("stepped:1", cancellationToken, "/bin/dash", "-c", "read line < /made; echo $line"))
            .Succeeds();
        Assert.AreEqual("of a step", made.Output.TrimEnd());
        var tags = await engine.Docker("images", "--format", "{{.Tag}}", "stepped").SucceedsAsync(cancellationToken);
        Assert.MatchesRegex("(?s)env-[0-9a-f]{12}", tags.Output);

        var again = await Build(place, engine).SucceedsAsync(cancellationToken);
        Assert.DoesNotContain("loaded", again.Output);

        _ = await engine.Docker("rmi", "--force", "stepped:1").SucceedsAsync(cancellationToken);
        var removed = await Build(place, engine).SucceedsAsync(cancellationToken);
        StringAssert.Contains(removed.Output, "stepped:1", StringComparison.Ordinal);
        _ = await engine.Docker("inspect", "stepped:1").SucceedsAsync(cancellationToken);
        var loaded = await place.Tool("load", "stepped").With("DOCKER_HOST", engine.Address).SucceedsAsync(cancellationToken);
        Assert.AreEqual("the engine has stepped:1", loaded.Output.TrimEnd());
    }

    [TestMethod]
    public async Task Ctrl_C_in_a_step_leaves_nothing_in_the_engine()
    {
        var cancellationToken = context.CancellationToken;
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        using var place = await Workplace.MakeAsync(cancellationToken);
        await DefineAsync(place, "environment.yml", "RUN [\"/bin/dash\", \"-c\", \"while :; do :; done\"]");
        var before = await ImagesAsync(engine, cancellationToken);
        var build = place.Tool("build", "environment.yml").With("DOCKER_HOST", engine.Address);
        using var process = build.Start();
        while (!process.HasExited && (await ContainersAsync(engine, cancellationToken)).Length == 0)
        {
            await Task.Delay(50, cancellationToken);
        }

        await Signals.SendAsync(process, "INT", cancellationToken);
        var result = (await build.FinishAsync(process, cancellationToken)).ExitsWith(130);

        StringAssert.Contains(result.Error, "ENV0002", StringComparison.Ordinal);
        Assert.AreEqual("", await ContainersAsync(engine, cancellationToken));
        Assert.AreEqual(before, await ImagesAsync(engine, cancellationToken));
    }

    private static async Task DefineAsync(Workplace place, string file, string step)
    {
        var basis = await TestRun.MinimalBase.GetAsync(CancellationToken.None);
        PayloadChannel.Write(place["channel"], versions: 1, bytesOfPart: 1000);
        _ = place.Write(
            file,
            $"""
            {Definitions.Over(basis.Reference, "stepped", place["channel"], "payload")}
            steps:
              - {step}
            """);
    }

    private static ProcessSpec Build(Workplace place, EngineProcess engine) =>
        place.Dotnet("build", place["project"], "-p:EnvBuildLoad=true", "-tl:off").With("DOCKER_HOST", engine.Address);

    private static async Task<string> ContainersAsync(EngineProcess engine, CancellationToken cancellationToken) =>
        (await engine.Docker("ps", "--all", "--quiet").SucceedsAsync(cancellationToken)).Output;

    private static async Task<string> ImagesAsync(EngineProcess engine, CancellationToken cancellationToken) =>
        string.Join('\n', (await engine
            .Docker("images", "--all", "--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}")
            .SucceedsAsync(cancellationToken)).Output.Split('\n').Order(StringComparer.Ordinal));
}
