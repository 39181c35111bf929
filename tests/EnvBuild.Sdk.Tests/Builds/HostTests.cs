using EnvBuild.Sdk.Tests.Projects;
using AbstractDiagnostic = Microsoft.Build.Logging.StructuredLogger.AbstractDiagnostic;
using Message = Microsoft.Build.Logging.StructuredLogger.Message;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class HostTests
{
    private static readonly string[] DesignTime =
        ["-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"];

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    [DataRow("-mt")]
    [DataRow("-graph", "-isolate")]
    [DataRow("-m", "-mt", "-graph")]
    public async Task Every_mode_of_MSBuild_builds_and_reuses(params string[] mode)
    {
        using var sandbox = await Sandbox.MakeAsync(Token);

        var first = (await sandbox.BuildAsync(Token, [.. mode, "-warnaserror"])).Succeeds();
        var second = (await sandbox.BuildAsync(Token, [.. mode, "-warnaserror"])).Succeeds();

        Assert.Contains("built image", Assert.ContainsSingle(first.EnvironmentLines));
        Assert.Contains("reused image", Assert.ContainsSingle(second.EnvironmentLines));
    }

    [TestMethod]
    public async Task With_threads_the_tasks_stay_in_the_process_of_the_build()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);

        var build = (await sandbox.BuildAsync(Token, "-mt")).Succeeds();

        var text = string.Join('\n', build.Log.FindChildrenRecursive<Message>().Select(message => message.Text));
        Assert.DoesNotContain("Launching task \"CheckEnvironments\"", text);
    }

    [TestMethod]
    public async Task The_checks_of_MSBuild_find_nothing()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, "<EnvBuildGenerateConstants>true</EnvBuildGenerateConstants>");
        sandbox.Write(".editorconfig", """
            root = true
            [*]
            build_check.BC0101.severity = error
            build_check.BC0102.severity = error
            build_check.BC0103.severity = error
            build_check.BC0103.scope = all
            build_check.BC0201.severity = error
            build_check.BC0202.severity = error
            build_check.BC0203.severity = error

            """);

        var build = await sandbox.BuildAsync(Token, "-check");

        // The SDK's own targets are not clean; ours have to be.
        var ours = build.Log
            .FindChildrenRecursive<AbstractDiagnostic>(diagnostic =>
                diagnostic.Code?.StartsWith("BC", StringComparison.Ordinal) == true)
            .Select(diagnostic => diagnostic.ToString()!)
            .Where(text => text.Contains("envbuild.sdk", StringComparison.OrdinalIgnoreCase));
        Assert.AreEqual("", string.Join('\n', ours));
        Assert.AreEqual(1, build.Runs("BuildEnvironmentImages"));
    }

    [TestMethod]
    public async Task A_design_time_build_reads_and_never_builds()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, "<EnvBuildGenerateConstants>true</EnvBuildGenerateConstants>");
        string[] design = ["-t:Compile;GetEnvironmentImages", .. DesignTime];
        (await sandbox.RunAsync("restore", Token)).Succeeds();

        var before = (await sandbox.RunAsync("msbuild", Token, design)).Succeeds();
        (await sandbox.BuildAsync(Token)).Succeeds();
        var after = (await sandbox.RunAsync("msbuild", Token, design)).Succeeds();

        Assert.AreEqual(0, before.Runs("CheckEnvironments") + before.Runs("BuildEnvironmentImages"));
        Assert.IsEmpty(before.Images);
        Assert.HasCount(1, after.Images);
        Assert.AreEqual(0, after.Runs("CheckEnvironments") + after.Runs("BuildEnvironmentImages"));
        Assert.Contains("class Tiny", sandbox.Read("obj/Debug/net10.0/EnvironmentImages.g.cs"));
    }

    [TestMethod]
    public async Task A_design_time_build_does_not_fail_for_a_bad_definition()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        sandbox.Write("environment.yml", "dependencies: [");
        (await sandbox.RunAsync("restore", Token)).Succeeds();

        (await sandbox.RunAsync("msbuild", Token, ["-t:Compile", .. DesignTime])).Succeeds();
    }

    [TestMethod]
    public async Task A_library_is_packed_as_if_there_were_no_environment()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);

        (await sandbox.RunAsync("pack", Token, "-o", sandbox["packages"])).Succeeds();

        using var package = await System.IO.Compression.ZipFile.OpenReadAsync(
            Assert.ContainsSingle(Directory.GetFiles(sandbox["packages"])), Token);
        Assert.IsEmpty(package.Entries.Where(entry =>
            entry.FullName.Contains("environment", StringComparison.OrdinalIgnoreCase)));
    }

    [TestMethod]
    public async Task The_twin_that_never_builds_returns_the_images_of_the_last_build()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        (await sandbox.MakeImagesAsync(Token)).Succeeds();

        var json = await sandbox.EvaluateAsync(Token, "-getTargetResult:GetEnvironmentImages");

        Assert.Contains("\"Platform\": \"linux-64\"", json);
        Assert.Contains("\"Reused\": \"true\"", json);
    }
}
