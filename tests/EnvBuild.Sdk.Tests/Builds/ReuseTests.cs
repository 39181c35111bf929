using System.Text.Json;
using EnvBuild.Sdk.Tests.Projects;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class ReuseTests
{
    private const string Reused = "environment 'tiny' (linux-64): reused image";
    private const string Built = "environment 'tiny' (linux-64): built image";

    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task With_nothing_changed_only_the_cheap_phase_runs()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        (await sandbox.BuildAsync(Token)).Succeeds();

        var build = (await sandbox.BuildAsync(Token)).Succeeds();

        Assert.StartsWith(Reused, Assert.ContainsSingle(build.EnvironmentLines));
        Assert.AreEqual(1, build.Runs("CheckEnvironments"));
        Assert.AreEqual(0, build.Runs("BuildEnvironmentImages"));
        Assert.HasCount(1, build.Images);
    }

    [TestMethod]
    public async Task Another_package_makes_another_image_and_the_line_says_why()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        (await sandbox.MakeImagesAsync(Token)).Succeeds();
        var before = Digest(sandbox);
        sandbox.Write("environment.yml", Sandbox.Definition.Replace("1.0", "2.0", StringComparison.Ordinal));

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        var line = Assert.ContainsSingle(build.EnvironmentLines);
        Assert.StartsWith(Built, line);
        Assert.Contains("note version=2.0", line);
        Assert.AreNotEqual(before, Digest(sandbox));
    }

    [TestMethod]
    public async Task A_comment_builds_nothing()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        (await sandbox.MakeImagesAsync(Token)).Succeeds();
        var before = Digest(sandbox);
        sandbox.Write("environment.yml", "# a comment\n" + Sandbox.Definition);

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.StartsWith(Reused, Assert.ContainsSingle(build.EnvironmentLines));
        Assert.AreEqual(before, Digest(sandbox));
    }

    [TestMethod]
    public async Task An_image_that_was_removed_from_the_store_is_built_again_and_is_the_same()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        (await sandbox.MakeImagesAsync(Token)).Succeeds();
        var before = Digest(sandbox);
        Directory.Delete(sandbox.Store, recursive: true);

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.StartsWith(Built, Assert.ContainsSingle(build.EnvironmentLines));
        Assert.AreEqual(before, Digest(sandbox));
    }

    [TestMethod]
    public async Task Another_project_with_the_same_definition_reuses_the_image()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);
        (await sandbox.MakeImagesAsync(Token)).Succeeds();
        Directory.Delete(sandbox["obj"], recursive: true);

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.StartsWith(Reused, Assert.ContainsSingle(build.EnvironmentLines));
        Assert.AreEqual(1, build.Runs("BuildEnvironmentImages"));
    }

    [TestMethod]
    public async Task Clean_removes_the_records_and_leaves_the_image()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, "<EnvBuildGenerateConstants>true</EnvBuildGenerateConstants>");
        (await sandbox.BuildAsync(Token)).Succeeds();
        (await sandbox.BuildAsync(Token)).Succeeds();

        (await sandbox.RunAsync("clean", Token)).Succeeds();

        Assert.IsFalse(File.Exists(sandbox["obj/Debug/net10.0/environment.images.json"]));
        Assert.IsFalse(File.Exists(sandbox["obj/Debug/net10.0/environment.inputs.cache"]));
        Assert.IsFalse(File.Exists(sandbox["obj/Debug/net10.0/EnvironmentImages.g.cs"]));
        Assert.StartsWith(Reused, Assert.ContainsSingle((await sandbox.BuildAsync(Token)).Succeeds().EnvironmentLines));
    }

    [TestMethod]
    public async Task Skip_leaves_everything_alone()
    {
        using var sandbox = await Sandbox.MakeAsync(Token, "<EnvBuildSkip>true</EnvBuildSkip>");

        var build = (await sandbox.MakeImagesAsync(Token)).Succeeds();

        Assert.AreEqual(0, build.Runs("CheckEnvironments"));
        Assert.IsFalse(Directory.Exists(sandbox.Store));
    }

    private static string Digest(Sandbox sandbox)
    {
        using var json = JsonDocument.Parse(sandbox.Read("obj/Debug/net10.0/environment.images.json"));
        return json.RootElement.GetProperty("images")[0].GetProperty("digest").GetString()!;
    }
}
