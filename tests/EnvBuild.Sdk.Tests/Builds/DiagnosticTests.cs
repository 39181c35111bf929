using EnvBuild.Sdk.Tests.Projects;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class DiagnosticTests
{
    private const string WithUnknownKey = Sandbox.Definition + "dependancies: []\n";

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_error_stands_at_its_place_in_the_definition()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        sandbox.Write("environment.yml", Sandbox.Definition.Replace("note=1.0", "note=9.9", StringComparison.Ordinal));

        var build = (await sandbox.MakeImagesAsync(Token)).Fails();

        Assert.MatchesRegex(@"environment\.yml\(5,5(,\d+,\d+)?\): error ENV3\d\d\d:", build.Result.Output);
        Assert.IsFalse(File.Exists(sandbox["obj/Debug/net10.0/environment.images.json"]));
    }

    [TestMethod]
    public async Task A_terminal_gets_a_link_to_the_page_of_the_code()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        sandbox.Write("environment.yml", "dependencies: [");

        var result = await sandbox.Dotnet("build", "-tl:on").With("TERM", "xterm").RunAsync(Token);

        Assert.AreEqual(1, result.ExitCode);
        Assert.Contains("\u001b]8;;https://envbuild.dev/diagnostics/ENV1", result.Output);
    }

    [TestMethod]
    public async Task A_warning_about_the_definition_is_told_by_every_build()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        sandbox.Write("environment.yml", WithUnknownKey);

        var first = (await sandbox.MakeImagesAsync(Token)).Succeeds();
        var second = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.AreEqual(0, second.Runs("BuildEnvironmentImages"));
        Assert.AreEqual(1, Count(first));
        Assert.AreEqual(1, Count(second));
    }

    [TestMethod]
    public async Task Warnings_follow_the_switches_of_MSBuild_and_not_those_of_the_compiler()
    {
        using var sandbox = await Sandbox.MakeAsync(Token, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        sandbox.Write("environment.yml", WithUnknownKey);

        Assert.AreEqual(1, Count((await sandbox.MakeImagesAsync(Token)).Succeeds()));
        (await sandbox.MakeImagesAsync(Token, "-p:MSBuildTreatWarningsAsErrors=true")).Fails();
        var code = (await sandbox.MakeImagesAsync(Token)).Log
            .FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Warning>().Single().Code;
        Assert.AreEqual(0, Count((await sandbox.MakeImagesAsync(Token, $"-p:NoWarn={code}")).Succeeds()));
    }

    [TestMethod]
    public async Task A_missing_file_is_an_error_at_the_project()
    {
        using var sandbox = await Sandbox.MakeAsync(Token, items: """<Environment Include="enviroment.yml" />""");

        var build = (await sandbox.MakeImagesAsync(Token)).Fails();

        Assert.AreEqual(sandbox.ProjectFile, Assert.ContainsSingle(build.Diagnostics("ENV0103")).File);
    }

    [TestMethod]
    public async Task Locked_mode_on_a_build_server_refuses_a_lock_that_does_not_fit()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        sandbox.Write("environment.conda-lock.yml", """
            version: 1
            metadata:
              content_hash: {linux-64: '0'}
              channels: []
              platforms: [linux-64]
              sources: [environment.yml]
            package: []

            """);

        var build = (await sandbox.MakeImagesAsync(Token, "-p:ContinuousIntegrationBuild=true")).Fails();

        Assert.MatchesRegex(@"error ENV\d{4}:", build.Result.Output);
        Assert.Contains("environment.conda-lock.yml", build.Result.Output);
    }

    private static int Count(BuildRun build) =>
        build.Log.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Warning>(
            warning => warning.Code.StartsWith("ENV1", StringComparison.Ordinal)).Count;
}
