using System.Text.Json;
using EnvBuild.Testing;

namespace EnvBuild.Tool.Tests;

[TestClass]
public sealed class DoctorTests(TestContext context)
{
    private const string Secret = "s3cret-of-the-test";

    [TestMethod]
    public async Task A_new_machine_is_healthy_and_nothing_is_made_on_it()
    {
        using var tool = new ToolRun().WithChannel();
        tool.Variables["DOCKER_HOST"] = $"unix://{tool.Path("nobody.sock")}";

        Assert.AreEqual(0, await tool.RunAsync("doctor"), tool.Output);

        Assert.Contains("No errors", tool.Output);
        Assert.DoesNotContain("\u001b[", tool.Output);
        Assert.IsFalse(Directory.Exists(tool.Path("home")), "a check made a folder");
    }

    [TestMethod]
    public async Task An_engine_that_was_named_and_does_not_answer_is_a_warning_with_a_fix()
    {
        using var tool = new ToolRun().WithChannel();
        tool.Variables["DOCKER_HOST"] = $"unix://{tool.Path("nobody.sock")}";

        var result = await tool.RunJsonAsync("doctor");

        var engine = Check(result, "engine", "engine");
        Assert.AreEqual("warning", engine.GetProperty("state").GetString());
        Assert.Contains("DOCKER_HOST", engine.GetProperty("finding").GetString()!);
        Assert.Contains("'steps'", engine.GetProperty("fix").GetString()!);
    }

    [TestMethod]
    public async Task Channels_of_the_definition_are_asked_and_a_missing_one_is_an_error()
    {
        using var tool = new ToolRun().WithChannel();
        var found = await tool.RunJsonAsync("doctor");
        Assert.AreEqual("ok", ChannelState(found));

        Directory.Delete(tool.Path("channel"), recursive: true);
        Assert.AreEqual(1, await tool.RunAsync("doctor"));
        Assert.AreEqual("error", ChannelState(await tool.RunJsonAsync("doctor")));
    }

    [TestMethod]
    public async Task A_broken_configuration_of_registries_is_an_error_at_its_line()
    {
        using var tool = new ToolRun().WithChannel().Write("home/registries.json", "{\n  \"registries\": [\n}");

        var result = await tool.RunJsonAsync("doctor");

        Assert.IsFalse(result.GetProperty("healthy").GetBoolean());
        var check = Check(result, "configuration", "registries.json");
        Assert.AreEqual("error", check.GetProperty("state").GetString());
        Assert.Contains("ENV5101", check.GetProperty("finding").GetString()!);
    }

    [TestMethod]
    public async Task A_store_that_is_a_file_is_an_error()
    {
        using var tool = new ToolRun().WithChannel().Write("home/store", "no folder");

        Assert.AreEqual(1, await tool.RunAsync("doctor"));

        Assert.Contains("store", tool.Output);
        Assert.Contains("✗", tool.Output);
    }

    [TestMethod]
    public async Task Registries_are_asked_with_their_credentials_and_no_secret_is_shown()
    {
        var cancellationToken = context.CancellationToken;
        using var open = await RunningRegistry.StartAsync(cancellationToken);
        using var folder = new TemporaryFolder();
        var users = folder.Write("htpasswd", "ada:$2y$05$abcdefghijklmnopqrstuuEpHRRKIlpAGo.iP7Bpa.htQEJMAAnRe\n");
        using var closed = await RunningRegistry.StartAsync(
            cancellationToken, $"auth: {{htpasswd: {{realm: test, path: {users}}}}}");
        using var tool = new ToolRun().WithChannel();
        tool.Variables["ENVBUILD_REGISTRY"] = $"{open.Host}/team";
        tool.Variables["ENVBUILD_REGISTRY_HOST"] = closed.Host;
        tool.Variables["ENVBUILD_REGISTRY_USER"] = "ada";
        tool.Variables["ENVBUILD_REGISTRY_PASSWORD"] = Secret;

        var result = await tool.RunJsonAsync("doctor");

        Assert.AreEqual("ok", Check(result, "registries", open.Host).GetProperty("state").GetString());
        var refused = Check(result, "registries", closed.Host);
        Assert.AreEqual("error", refused.GetProperty("state").GetString());
        Assert.Contains("docker login", refused.GetProperty("fix").GetString()!);
        Assert.Contains("ENVBUILD_REGISTRY_", refused.GetProperty("finding").GetString()!);
        Assert.DoesNotContain(Secret, tool.Output + tool.Error);
    }

    [TestMethod]
    public async Task Offline_nobody_is_asked()
    {
        using var tool = new ToolRun();
        tool.Variables["ENVBUILD_REGISTRY"] = "127.0.0.1:1/team";

        var result = await tool.RunJsonAsync("doctor", "--offline");

        Assert.AreEqual("skipped", Check(result, "registries", "127.0.0.1:1").GetProperty("state").GetString());
        Assert.AreEqual("skipped", Check(result, "channels", "conda-forge").GetProperty("state").GetString());
    }

    private static string? ChannelState(JsonElement result) => result.GetProperty("checks").EnumerateArray()
        .First(check => check.GetProperty("topic").GetString() == "channels"
            && check.GetProperty("name").GetString() != "credentials")
        .GetProperty("state").GetString();

    private static JsonElement Check(JsonElement result, string topic, string name) =>
        result.GetProperty("checks").EnumerateArray().Single(check =>
            check.GetProperty("topic").GetString() == topic && check.GetProperty("name").GetString() == name);
}
