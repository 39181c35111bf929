using EnvBuild.Testing;

namespace EnvBuild.Tool.Tests;

[TestClass]
public sealed class RegistryCommandTests(TestContext context)
{
    [TestMethod]
    public async Task What_is_pushed_is_pulled_elsewhere_with_the_same_digest()
    {
        using var registry = await RunningRegistry.StartAsync(context.CancellationToken);
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(0, await tool.RunAsync("build"), tool.Error);
        var pushed = await tool.RunJsonAsync("push", "place", $"{registry.Host}/team/place:1");
        var digest = pushed.GetProperty("digest").GetString();
        Assert.AreEqual($"{registry.Host}/team/place:1@{digest}", pushed.GetProperty("reference").GetString());
        Assert.IsGreaterThan(1, pushed.GetProperty("sent").GetInt32());

        // Without a tag the environment's own; below the default place; nothing is sent twice.
        tool.Variables["ENVBUILD_REGISTRY"] = $"{registry.Host}/team";
        Assert.AreEqual(0, await tool.RunAsync("push", "place"), tool.Error);
        Assert.MatchesRegex($@"\Apushed {registry.Host}/team/place:latest@{digest} \(0 sent, 0 mounted, [2-9] there\)\r?\n\z", tool.Output);

        using var other = new ToolRun();
        var pulled = await other.RunJsonAsync("pull", $"{registry.Host}/team/place");
        Assert.AreEqual(digest, pulled.GetProperty("digest").GetString());
        Assert.AreEqual("linux/amd64", pulled.GetProperty("platform").GetString());
        Assert.AreEqual(0, await other.RunAsync("pull", $"{registry.Host}/team/place@{digest}"), other.Error);
    }

    [TestMethod]
    public async Task Images_for_several_platforms_go_as_an_index()
    {
        using var registry = await RunningRegistry.StartAsync(context.CancellationToken);
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(0, await tool.RunAsync("build", "-p", "linux-64", "-p", "linux-aarch64"), tool.Error);
        var pushed = await tool.RunJsonAsync("push", "place", $"{registry.Host}/place:1");
        Assert.AreEqual(2, pushed.GetProperty("platforms").GetArrayLength());
        var pulled = await tool.RunJsonAsync("pull", $"{registry.Host}/place:1", "--platform", "linux-aarch64");
        Assert.AreEqual("linux/arm64", pulled.GetProperty("platform").GetString());
        Assert.AreEqual(1, await tool.RunAsync("pull", $"{registry.Host}/place:1", "--platform", "linux-ppc64le"));
        Assert.Contains("ENV5109", tool.Error);
        Assert.Contains("linux/amd64, linux/arm64", tool.Error);
    }

    [TestMethod]
    public async Task Offline_asks_no_registry()
    {
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(1, await tool.RunAsync("pull", "127.0.0.1:1/place", "--offline"));
        Assert.Contains("ENV5114", tool.Error);
    }

    [TestMethod]
    public async Task Push_without_a_target_is_a_wrong_command_line()
    {
        using var tool = new ToolRun();
        Assert.AreEqual(2, await tool.RunAsync("push", "place"));
        Assert.Contains("ENVBUILD_REGISTRY", tool.Error);
    }

    [TestMethod]
    public async Task Login_tells_hosts_and_places_and_no_secrets()
    {
        using var tool = new ToolRun().Write("docker/config.json", """{"auths": {"a.example": {"auth": "YWRhOnMzY3JldA=="}}}""");
        Assert.AreEqual(2, await tool.RunAsync("login"));
        Assert.AreEqual(0, await tool.RunAsync("login", "--status"));
        Assert.Contains("No credentials", tool.Error);
        tool.Variables["DOCKER_CONFIG"] = "docker";
        tool.Variables["REGISTRY_AUTH_FILE"] = "broken.json";
        tool.Write("broken.json", "s3cret");
        var places = await tool.RunJsonAsync("login", "--status");
        Assert.AreEqual("a.example", places[0].GetProperty("host").GetString());
        Assert.AreEqual(tool.Path("docker/config.json"), places[0].GetProperty("origin").GetString());
        Assert.Contains("ENV5105", tool.Error);
        Assert.AreEqual(0, await tool.RunAsync("login", "--status"));
        Assert.Contains("a.example", tool.Output);
        Assert.DoesNotContain("s3cret", tool.Output + tool.Error);
        Assert.DoesNotContain("YWRhOnMzY3JldA", tool.Output + tool.Error);
    }
}
