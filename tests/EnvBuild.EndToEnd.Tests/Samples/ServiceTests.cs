using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Samples;

/// <summary>The service sample: a C# program in a container on top of the environment that it calls.</summary>
[TestClass]
public sealed class ServiceTests(TestContext context)
{
    private const string Answer =
        ".NET 10 asked Python 3.11.7 with numpy 1.24.2:\nx = 0.8, y = 1.4\n";

    [TestMethod]
    public async Task The_service_runs_on_top_of_the_environment_from_a_registry_and_from_an_archive()
    {
        var cancellationToken = context.CancellationToken;
        using var registry = await RunningRegistry.StartAsync(cancellationToken);
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        var minimal = await TestRun.MinimalBase.GetAsync(cancellationToken);
        using var place = await Workplace.MakeAsync(cancellationToken);
        await SampleCopy.MakeAsync(place, "service", minimal, cancellationToken, withNuGet: true);
        await RestoreAsync(place, cancellationToken);

        var published = await Publish(
            place, registry, $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=apps/service")
            .SucceedsAsync(cancellationToken);
        StringAssert.Contains(
            published.Output, $"(linux-64): pushed {registry.Host}/team/solver:1", StringComparison.Ordinal);
        var image = $"{registry.Host}/apps/service:latest";
        _ = await engine.Docker("pull", image).SucceedsAsync(cancellationToken);
        var run = await engine.Docker("run", "--rm", "--network=none", image).SucceedsAsync(cancellationToken);
        Assert.AreEqual(Answer, run.Output);

        // To an archive: the base comes from the registry all the same, and nothing of it is sent anew. Not every
        // Docker reads the form of OCI, which it would get from its base.
        var archived = await Publish(
            place,
            registry,
            $"-p:ContainerArchiveOutputPath={place["service.tar"]}",
            "-p:ContainerRepository=archived",
            "-p:ContainerImageFormat=Docker").SucceedsAsync(cancellationToken);
        StringAssert.Contains(archived.Output, "(0 sent, 0 mounted,", StringComparison.Ordinal);
        _ = await engine.LoadAsync(place["service.tar"], cancellationToken);
        run = await engine.RunAsync("archived:latest", cancellationToken);
        Assert.AreEqual(Answer, run.Succeeds().Output);
    }

    private static ProcessSpec Publish(Workplace place, RunningRegistry registry, params string[] properties) =>
        Dotnet(
            place,
            [
                "publish", place["service"], "-t:PublishContainer", "-tl:off",
                $"-p:EnvBuildChannelAlias={place["channels"]}", $"-p:EnvBuildRegistry={registry.Host}/team",
                .. properties,
            ])
            .With("DOTNET_CONTAINER_INSECURE_REGISTRIES", registry.Host);

    private static async Task RestoreAsync(Workplace place, CancellationToken cancellationToken)
    {
        var restored = await Dotnet(place, "restore", place["service"]).RunAsync(cancellationToken);
        if (restored.ExitCode != 0 && restored.Output.Contains("NU1301", StringComparison.Ordinal))
        {
            Assert.Inconclusive("The runtime of .NET for a self-contained program cannot be fetched from nuget.org.");
        }

        _ = restored.Succeeds();
    }

    private static ProcessSpec Dotnet(Workplace place, params string[] arguments) =>
        place.Dotnet(arguments).With("DOCKER_CONFIG", place["docker"]).With("ENVBUILD_REGISTRY", null);
}
