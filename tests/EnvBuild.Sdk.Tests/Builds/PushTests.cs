using System.IO.Compression;
using System.Text;
using EnvBuild.Sdk.Tests.Projects;
using EnvBuild.Testing;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class PushTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_build_pushes_after_it_has_built_and_a_second_one_sends_nothing()
    {
        using var registry = await RunningRegistry.StartAsync(Token);
        using var sandbox = await Sandbox.MakeAsync(Token, $"""
            <EnvBuildPush>true</EnvBuildPush>
            <EnvBuildRegistry>{registry.Host}/team</EnvBuildRegistry>
            """);

        var first = (await sandbox.MakeImagesAsync(Token)).Succeeds();
        var second = (await sandbox.BuildAsync(Token)).Succeeds();

        Assert.Contains($"pushed {registry.Host}/team/tiny:latest sha256:", first.EnvironmentLines[1]);
        Assert.Contains("(0 sent, 0 mounted, ", second.EnvironmentLines[1]);
        Assert.AreEqual(1, second.Runs("PushEnvironmentImages"));
        Assert.AreEqual(0, second.Runs("BuildEnvironmentImages"));
    }

    [TestMethod]
    public async Task Items_tell_targets_that_depend_on_the_push_where_their_image_is()
    {
        using var registry = await RunningRegistry.StartAsync(Token);
        using var sandbox = await Sandbox.MakeAsync(Token);
        sandbox.Write("Sample.csproj", sandbox.Read("Sample.csproj").Replace("</Project>", """
              <Target Name="Tell" DependsOnTargets="PushEnvironmentImages">
                <Message Importance="high"
                         Text="told %(EnvironmentImage.RegistryImage) %(EnvironmentImage.RegistryDigestReference)" />
              </Target>
            </Project>
            """, StringComparison.Ordinal));

        var build = (await sandbox.RunAsync(
            "build", Token, "-t:Tell", $"-p:EnvBuildRegistry={registry.Host}", "-p:EnvBuildRepository=a/b")).Succeeds();

        Assert.MatchesRegex(
            $@"told {registry.Host}/a/b:latest {registry.Host}/a/b@sha256:[0-9a-f]{{64}}\r?\n", build.Result.Output);
    }

    [TestMethod]
    public async Task Without_a_registry_a_push_is_an_error_and_a_publish_is_not()
    {
        using var sandbox = await Sandbox.MakeAsync(Token);

        var push = (await sandbox.MakeImagesAsync(Token, "-p:EnvBuildPush=true")).Fails();
        var publish = (await sandbox.RunAsync("publish", Token)).Succeeds();

        Assert.AreEqual(sandbox.ProjectFile, Assert.ContainsSingle(push.Diagnostics("ENV0104")).File);
        Assert.AreEqual(0, publish.Runs("PushEnvironmentImages"));
    }

    [TestMethod]
    public async Task Publish_pushes_where_a_registry_is_known_unless_it_is_told_not_to()
    {
        using var registry = await RunningRegistry.StartAsync(Token);
        using var sandbox = await Sandbox.MakeAsync(
            Token, items: $"""<Environment Update="environment.yml" Registry="{registry.Host}" />""");

        var publish = (await sandbox.RunAsync("publish", Token)).Succeeds();
        var not = (await sandbox.RunAsync("publish", Token, "-p:EnvBuildPush=false")).Succeeds();
        var build = (await sandbox.BuildAsync(Token)).Succeeds();

        Assert.AreEqual(1, publish.Runs("PushEnvironmentImages"));
        Assert.AreEqual(0, not.Runs("PushEnvironmentImages"));
        Assert.AreEqual(0, build.Runs("PushEnvironmentImages"));
    }

    [TestMethod]
    public async Task An_image_that_cannot_be_built_is_not_pushed()
    {
        using var sandbox = await Sandbox.MakeAsync(
            Token, "<EnvBuildPush>true</EnvBuildPush><EnvBuildRegistry>127.0.0.1:1</EnvBuildRegistry>");
        sandbox.Write("environment.yml", Sandbox.Definition.Replace("1.0", "3.0", StringComparison.Ordinal));

        var build = (await sandbox.MakeImagesAsync(Token)).Fails();

        Assert.AreEqual(0, build.Runs("PushEnvironmentImages"));
        Assert.IsEmpty(build.Diagnostics("ENV0104"));
    }

    [TestMethod]
    public async Task Credentials_stand_in_no_binary_log()
    {
        const string Password = "s3cret-of-the-test";
        using var registry = await RunningRegistry.StartAsync(Token);
        using var sandbox = await Sandbox.MakeAsync(Token, "<EnvBuildPush>true</EnvBuildPush>");
        var binlog = sandbox["push.binlog"];
        var spec = sandbox.Dotnet(
            "build", "-t:BuildEnvironmentImages", "-v:diag", $"-bl:{binlog}", $"-p:EnvBuildRegistry={registry.Host}");

        var result = await spec.With("ENVBUILD_REGISTRY_HOST", registry.Host)
            .With("ENVBUILD_REGISTRY_USER", "ada")
            .With("ENVBUILD_REGISTRY_PASSWORD", Password)
            .SucceedsAsync(Token);

        await using var file = File.OpenRead(binlog);
        await using var content = new GZipStream(file, CompressionMode.Decompress);
        using var text = new StreamReader(content, Encoding.Latin1);
        var log = await text.ReadToEndAsync(Token);
        Assert.Contains("PushEnvironmentImages", log);
        Assert.DoesNotContain(Password, log);
        Assert.DoesNotContain(Password, result.Output);
    }
}
