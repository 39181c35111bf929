using System.Text.Json;

namespace EnvBuild.Tool.Tests;

[TestClass]
public sealed class CommandTests
{
    [TestMethod]
    public async Task Build_prints_one_line_for_an_image_and_nothing_else()
    {
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(0, await tool.RunAsync("build"), tool.Error);
        Assert.MatchesRegex(
            @"\Aenvironment 'place' \(linux-64\): built image place:latest sha256:[0-9a-f]{12}… — first build\r?\n\z", tool.Output);

        Assert.AreEqual(0, await tool.RunAsync("build"), tool.Error);
        Assert.Contains("reused image place:latest", tool.Output);
    }

    [TestMethod]
    public async Task Hash_prints_an_array_with_a_fingerprint_for_each_file()
    {
        using var tool = new ToolRun()
            .Write("a.yml", "channels: [conda-forge]\ndependencies: [python=3.11, numpy=1.26.4]\n")
            .Write("b.yml", "name: other\nchannels: [conda-forge]\ndependencies: [numpy=1.26.4, python=3.11]\n")
            .Write("broken.yml", "dependencies: [\n");
        var results = await tool.RunJsonAsync("hash", "a.yml", "b.yml", "broken.yml");

        Assert.AreEqual(3, results.GetArrayLength());
        Assert.AreEqual("a.yml", results[0].GetProperty("path").GetString());
        Assert.AreEqual(results[0].GetProperty("fingerprint").GetString(), results[1].GetProperty("fingerprint").GetString());
        CollectionAssert.AreEquivalent(
            new[] { "base", "steps", "conda", "pip", "spark" },
            results[0].GetProperty("branches").EnumerateObject().Select(branch => branch.Name).ToArray());
        Assert.AreEqual(JsonValueKind.Null, results[2].GetProperty("fingerprint").ValueKind);
        Assert.AreEqual("error", results[2].GetProperty("diagnostics")[0].GetProperty("severity").GetString());
        Assert.AreEqual(1, await tool.RunAsync("hash", "broken.yml"));
    }

    [TestMethod]
    public async Task Hash_explains_what_went_into_the_branches()
    {
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(0, await tool.RunAsync("hash", "--explain", "environment.yml"));
        Assert.Contains("    package: beta", tool.Output);
        Assert.Contains("    channel: ", tool.Output);
    }

    [TestMethod]
    public async Task Solve_prints_status_and_packages()
    {
        using var tool = new ToolRun().WithChannel();
        var result = await tool.RunJsonAsync("solve", "--channel", "./channel", "--platform", "linux-64", "beta");

        Assert.AreEqual("solved", result.GetProperty("status").GetString());
        var packages = result.GetProperty("packages");
        Assert.AreEqual("alpha", packages[0].GetProperty("name").GetString());
        foreach (var key in new[] { "name", "version", "build", "subdir", "channel", "url" })
        {
            Assert.AreNotEqual("", packages[0].GetProperty(key).GetString());
        }
    }

    [TestMethod]
    public async Task Solve_explains_what_cannot_be_solved_and_fails()
    {
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(1, await tool.RunAsync("solve", "-c", "./channel", "alpha>2", "--format", "json"));
        var result = JsonElement.Parse(tool.Output);
        Assert.AreEqual("unsatisfiable", result.GetProperty("status").GetString());
        Assert.Contains("alpha", result.GetProperty("explanation").GetString()!);
    }

    [TestMethod]
    public async Task Lock_writes_then_keeps_and_check_only_looks()
    {
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(1, await tool.RunAsync("lock", "--check"));
        Assert.IsFalse(File.Exists(tool.Path("environment.conda-lock.yml")));
        Assert.AreEqual(0, await tool.RunAsync("lock"), tool.Error);
        Assert.StartsWith("wrote ", tool.Output);
        Assert.AreEqual(0, await tool.RunAsync("lock"), tool.Error);
        Assert.StartsWith("kept ", tool.Output);
        Assert.AreEqual(0, await tool.RunAsync("lock", "--check"), tool.Error);
    }

    [TestMethod]
    [DataRow("place")]
    [DataRow("place:1")]
    [DataRow("place:latest")]
    [DataRow("environment.yml")]
    public async Task Show_and_image_find_an_environment_by(string subject)
    {
        using var tool = new ToolRun().WithChannel();
        await tool.RunAsync("build");

        var shown = await tool.RunJsonAsync("show", subject);
        var image = await tool.RunJsonAsync("image", subject);

        Assert.AreEqual("place", shown.GetProperty("environment").GetProperty("name").GetString());
        Assert.AreEqual(2, shown.GetProperty("packages").GetArrayLength());
        Assert.AreEqual(
            shown.GetProperty("environment").GetProperty("fingerprint").GetString(),
            image.GetProperty("labels").GetProperty("dev.envbuild.fingerprint").GetString());
        Assert.AreNotEqual(0, image.GetProperty("layers").GetArrayLength());
    }

    [TestMethod]
    public async Task A_fingerprint_or_digest_may_be_shortened()
    {
        using var tool = new ToolRun().WithChannel();
        var built = (await tool.RunJsonAsync("build")).GetProperty("images")[0];
        foreach (var id in new[] { "fingerprint", "lock" })
        {
            Assert.AreEqual(0, await tool.RunAsync("show", built.GetProperty(id).GetString()![..8]), tool.Error);
        }

        Assert.AreEqual(0, await tool.RunAsync("image", built.GetProperty("digest").GetString()!), tool.Error);
    }

    [TestMethod]
    [DataRow("docker-archive")]
    [DataRow("oci-archive")]
    [DataRow("oci")]
    public async Task Export_writes(string type)
    {
        using var tool = new ToolRun().WithChannel();
        await tool.RunAsync("build");
        Assert.AreEqual(0, await tool.RunAsync("export", "place", "--type", type, "-o", "out"), tool.Error);
        Assert.IsTrue(Path.Exists(tool.Path("out")));
    }

    [TestMethod]
    public async Task List_shows_what_was_built()
    {
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(0, (await tool.RunJsonAsync("list")).GetArrayLength());
        await tool.RunAsync("build");
        Assert.AreEqual("place", (await tool.RunJsonAsync("list"))[0].GetProperty("name").GetString());
        await tool.RunAsync("list");
        Assert.Contains("place:latest", tool.Output);
    }

    [TestMethod]
    public async Task An_unknown_environment_is_an_error_with_a_code_and_no_stack_trace()
    {
        using var tool = new ToolRun();
        Assert.AreEqual(1, await tool.RunAsync("show", "nothing"));
        Assert.StartsWith("error ENV5501: ", tool.Error);
        Assert.DoesNotContain("   at ", tool.Error);
        Assert.AreEqual("ENV5501", (await tool.RunJsonAsync("show", "nothing")).GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    [TestMethod]
    public async Task A_wrong_command_line_ends_with_2()
    {
        using var tool = new ToolRun();
        Assert.AreEqual(2, await tool.RunAsync("export", "place"));
        Assert.AreEqual(2, await tool.RunAsync("list", "--no-such-option"));
        Assert.AreEqual(2, await tool.RunAsync("hash", "--no-such-option"));
    }

    [TestMethod]
    public async Task Colours_are_for_terminals_and_not_for_those_who_refuse_them()
    {
        using var terminal = new ToolRun { OnTerminal = true };
        await terminal.RunAsync("show", "nothing");
        Assert.Contains("\u001b[31m", terminal.Error);

        terminal.Variables["NO_COLOR"] = "1";
        await terminal.RunAsync("show", "nothing");
        Assert.DoesNotContain("\u001b[31m", terminal.Error);

        using var file = new ToolRun();
        await file.RunAsync("show", "nothing");
        Assert.DoesNotContain("\u001b", file.Error);
    }
}
