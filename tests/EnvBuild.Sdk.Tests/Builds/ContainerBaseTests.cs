using EnvBuild.Sdk.Tests.Projects;
using EnvBuild.Testing;

namespace EnvBuild.Sdk.Tests.Builds;

/// <summary>What .NET's container targets get as their base; the end-to-end tests publish.</summary>
[TestClass]
public sealed class ContainerBaseTests
{
    private const string Program = """
        <OutputType>Exe</OutputType>
        <EnvBuildContainerBase>true</EnvBuildContainerBase>
        <ContainerRuntimeIdentifier>linux-x64</ContainerRuntimeIdentifier>
        """;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task The_container_stands_on_the_environment_by_its_digest()
    {
        using var registry = await RunningRegistry.StartAsync(Token);
        using var sandbox = await Sandbox.MakeAsync(Token, Program);

        var build = (await ComputeAsync(sandbox, $"-p:EnvBuildRegistry={registry.Host}/team")).Succeeds();

        Assert.MatchesRegex(
            $@"""ContainerBaseImage"": ""{registry.Host}/team/tiny@sha256:[0-9a-f]{{64}}""", build.Result.Output);
        Assert.MatchesRegex($@"""ContainerBaseRegistry"": ""{registry.Host}""", build.Result.Output);
        Assert.ContainsSingle(build.Diagnostics("ENV0108"));
    }

    [TestMethod]
    public async Task Containers_for_several_runtimes_stand_on_one_index()
    {
        using var registry = await RunningRegistry.StartAsync(Token);
        using var sandbox = await Sandbox.MakeAsync(Token, Program.Replace(
            "<ContainerRuntimeIdentifier>linux-x64</ContainerRuntimeIdentifier>",
            "<ContainerRuntimeIdentifiers>linux-x64;linux-arm64</ContainerRuntimeIdentifiers>",
            StringComparison.Ordinal));
        string[] arguments = ["-p:EnvBuildPlatforms=linux-64%3Blinux-aarch64", $"-p:EnvBuildRegistry={registry.Host}"];

        var build = (await ComputeAsync(sandbox, arguments)).Succeeds();

        var digests = build.Images
            .SelectMany(image => image.Children.OfType<Microsoft.Build.Logging.StructuredLogger.Metadata>())
            .Where(metadata => metadata.Name == "Digest")
            .Select(metadata => metadata.Value)
            .Distinct()
            .ToArray();
        Assert.HasCount(2, digests);
        Assert.MatchesRegex(
            $@"""ContainerBaseImage"": ""{registry.Host}/tiny@sha256:[0-9a-f]{{64}}""", build.Result.Output);
        Assert.DoesNotContain(digests[0], build.Result.Output);
        Assert.DoesNotContain(digests[1], build.Result.Output);
        Assert.HasCount(2, build.Diagnostics("ENV0108"));
    }

    [TestMethod]
    public async Task Without_a_registry_a_platform_or_an_environment_there_is_no_base()
    {
        using var sandbox = await Sandbox.MakeAsync(Token, Program);

        Assert.ContainsSingle((await ComputeAsync(sandbox)).Fails().Diagnostics("ENV0104"));
        Assert.ContainsSingle((await ComputeAsync(sandbox, "-p:EnvBuildSkip=true")).Fails().Diagnostics("ENV0106"));
    }

    [TestMethod]
    public async Task A_project_that_does_not_ask_for_it_keeps_the_base_of_DotNET()
    {
        using var sandbox = await Sandbox.MakeAsync(Token, "<OutputType>Exe</OutputType>");

        var build = (await ComputeAsync(sandbox)).Succeeds();

        Assert.Contains("mcr.microsoft.com/dotnet/runtime", build.Result.Output);
        Assert.AreEqual(0, build.Runs("CheckEnvironments"));
    }

    private Task<BuildRun> ComputeAsync(Sandbox sandbox, params string[] arguments) => sandbox.RunAsync(
        "build",
        Token,
        ["-t:ComputeContainerConfig", "-getProperty:ContainerBaseImage,ContainerBaseRegistry", .. arguments]);
}
