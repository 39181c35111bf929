using EnvBuild.Sdk.Tests.Projects;
using EnvBuild.Testing;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class MultiTargetingTests
{
    // Two frameworks without a download: the second is the first for a platform that nobody else knows.
    private const string Properties = """
        <TargetFrameworks>net10.0;net10.0-sample1.0</TargetFrameworks>
        <TargetPlatformSupported>true</TargetPlatformSupported>
        <TargetPlatformVersionSupported>true</TargetPlatformVersionSupported>
        <EnvBuildGenerateConstants>true</EnvBuildGenerateConstants>
        """;

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task The_outer_build_makes_the_image_and_the_inner_ones_read_it()
    {
        using var sandbox = await MakeAsync();

        var build = (await sandbox.BuildAsync(Token)).Succeeds();

        Assert.ContainsSingle(build.EnvironmentLines);
        Assert.AreEqual(3, build.Runs("CheckEnvironments"));
        Assert.AreEqual(1, build.Runs("BuildEnvironmentImages"));
        Assert.HasCount(2, Directory.GetFiles(sandbox["obj"], "EnvironmentImages.g.cs", SearchOption.AllDirectories));
    }

    [TestMethod]
    public async Task A_single_inner_build_makes_the_image_itself()
    {
        using var sandbox = await MakeAsync();

        var build = (await sandbox.BuildAsync(Token, "-f:net10.0")).Succeeds();

        Assert.Contains("built image", Assert.ContainsSingle(build.EnvironmentLines));
    }

    [TestMethod]
    public async Task Graph_and_isolation_are_no_obstacle()
    {
        using var sandbox = await MakeAsync();

        var build = (await sandbox.BuildAsync(Token, "-graph", "-isolate", "-m")).Succeeds();

        Assert.HasCount(1, build.Images.Select(image => image.Text).Distinct());
        Assert.ContainsSingle(build.EnvironmentLines.Where(line => line.Contains("built", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("-m")]
    [DataRow("-f:net10.0")]
    public async Task However_many_frameworks_there_are_the_image_is_pushed_once(string argument)
    {
        using var registry = await RunningRegistry.StartAsync(Token);
        using var sandbox = await MakeAsync();

        var build = (await sandbox.BuildAsync(
            Token, "-p:EnvBuildPush=true", $"-p:EnvBuildRegistry={registry.Host}", argument)).Succeeds();

        Assert.AreEqual(1, build.Runs("PushEnvironmentImages"));
    }

    [TestMethod]
    public async Task Clean_removes_what_all_builds_share()
    {
        using var sandbox = await MakeAsync();
        (await sandbox.BuildAsync(Token)).Succeeds();

        (await sandbox.RunAsync("clean", Token)).Succeeds();

        Assert.IsEmpty(Directory.GetFiles(sandbox["obj"], "environment.*", SearchOption.AllDirectories));
    }

    private async Task<Sandbox> MakeAsync()
    {
        var sandbox = await Sandbox.MakeAsync(Token);
        sandbox.Write("Sample.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="EnvBuild.Sdk" Version="{sandbox.Version}" />
              <PropertyGroup>
                {Properties}
              </PropertyGroup>
            </Project>
            """);
        return sandbox;
    }
}
