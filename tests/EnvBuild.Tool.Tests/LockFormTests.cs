using System.Text.Json;

namespace EnvBuild.Tool.Tests;

/// <summary>Locks of other tools, in and out.</summary>
[TestClass]
public sealed class LockFormTests
{
    [TestMethod]
    [DataRow("explicit", "@EXPLICIT\nfile:///")]
    [DataRow("environment", "dependencies:\n  - alpha=2.0\n  - beta=1.0\n")]
    [DataRow("environment-builds", "dependencies:\n  - alpha=2.0=0\n  - beta=1.0=0\n")]
    [DataRow("conda-lock", "\nversion: 1\n")]
    public async Task Export_of_a_definition_prints_the_lock_and_nothing_else(string type, string part)
    {
        using var tool = new ToolRun().WithChannel();
        await tool.RunAsync("lock");

        Assert.AreEqual(0, await tool.RunAsync("export", "environment.yml", "--type", type), tool.Error);
        var printed = tool.Output;
        Assert.StartsWith("#", printed);
        Assert.Contains(part, printed);
        Assert.Contains($"file://{tool.Path("channel")}", printed);

        Assert.AreEqual(0, await tool.RunAsync("export", "environment.yml", "--type", type, "-o", "-"), tool.Error);
        Assert.AreEqual(printed, tool.Output);
        Assert.AreEqual(0, await tool.RunAsync("export", "environment.yml", "--type", type, "-o", "out"), tool.Error);
        Assert.AreEqual(printed, await File.ReadAllTextAsync(tool.Path("out")));
        Assert.StartsWith($"wrote {tool.Path("out")} ({type}, linux-64: 2 packages)", tool.Output);
    }

    [TestMethod]
    public async Task Export_of_a_registered_environment_tells_that_paths_are_relative()
    {
        using var tool = new ToolRun().WithChannel();
        var definition = await File.ReadAllTextAsync(tool.Path("environment.yml"));
        tool.Write("environment.yml", definition + "variables: {A: '1'}\n");
        await tool.RunAsync("build");

        Assert.AreEqual(0, await tool.RunAsync("export", "place", "--type", "environment"), tool.Error);
        Assert.Contains("name: place\nchannels:\n  - './channel'\n", tool.Output);
        Assert.EndsWith("variables:\n  A: '1'\n", tool.Output);
        Assert.Contains("warning ENV3057", tool.Error);
    }

    [TestMethod]
    public async Task Export_of_one_form_and_import_of_it_is_the_same_lock()
    {
        using var tool = new ToolRun().WithChannel();
        await tool.RunAsync("lock");
        var made = await File.ReadAllTextAsync(tool.Path("environment.conda-lock.yml"));
        await tool.RunAsync("export", "environment.yml", "--type", "explicit", "-o", "list.txt");
        await tool.RunAsync("export", "environment.yml", "--type", "conda-lock", "-o", "lock.yml");
        foreach (var file in new[] { "list.txt", "lock.yml" })
        {
            File.Delete(tool.Path("environment.conda-lock.yml"));
            Assert.AreEqual(0, await tool.RunAsync("lock", "--from", file), tool.Error);
            Assert.StartsWith("wrote ", tool.Output);
            Assert.AreEqual(0, await tool.RunAsync("lock", "--check"), tool.Error);
            var again = await File.ReadAllTextAsync(tool.Path("environment.conda-lock.yml"));
            Assert.AreEqual(Packages(made), Packages(again));
            Assert.AreEqual(0, await tool.RunAsync("lock", "--from", file), tool.Error);
            Assert.StartsWith("kept ", tool.Output);
        }

        static string Packages(string text) => text[text.IndexOf("\npackage:", StringComparison.Ordinal)..];
    }

    [TestMethod]
    public async Task A_lock_of_another_tool_is_turned_into_a_list_without_a_definition()
    {
        var hash = new string('a', 64);
        using var tool = new ToolRun().Write("pixi.lock", $"""
            version: 6
            environments:
              default:
                channels: []
                packages:
                  linux-64:
                  - conda: https://h.example/c/linux-64/a-1-0.conda
                  win-64:
                  - conda: https://h.example/c/win-64/a-1-0.conda
            packages:
            - conda: https://h.example/c/linux-64/a-1-0.conda
              sha256: {hash}
            - conda: https://h.example/c/win-64/a-1-0.conda
              sha256: {hash}
            """);

        var lines = $"# platform: win-64\n@EXPLICIT\nhttps://h.example/c/win-64/a-1-0.conda#sha256:{hash}\n";
        await tool.RunAsync("export", "--lock", "pixi.lock", "--type", "explicit", "-p", "win-64");
        Assert.EndsWith(lines, tool.Output);

        // What mamba and conda-lock want, and a lock of pixi does not have.
        Assert.AreEqual(0, await tool.RunAsync("export", "--lock", "pixi.lock", "--type", "conda-lock"), tool.Error);
        Assert.MatchesRegex(
            @"content_hash:\n    linux-64: '?[0-9a-f]{64}'?\n    win-64: '?[0-9a-f]{64}'?\n", tool.Output);
        Assert.Contains("sources:\n  - pixi.lock\n", tool.Output);

        Assert.AreEqual(1, await tool.RunAsync("export", "--lock", "pixi.lock", "--type", "explicit"));
        Assert.StartsWith(
            "error ENV3056: The lock has packages for linux-64, win-64, and 'explicit' holds one", tool.Error);
        Assert.AreEqual(
            1, await tool.RunAsync("export", "--lock", "pixi.lock", "--type", "environment", "-p", "osx-64"));
        Assert.Contains("none for osx-64", tool.Error);
    }

    [TestMethod]
    public async Task Export_as_JSON_tells_the_file()
    {
        using var tool = new ToolRun().WithChannel();
        await tool.RunAsync("lock");
        var result = await tool.RunJsonAsync("export", "environment.yml", "--type", "explicit", "-o", "list.txt");

        Assert.AreEqual(tool.Path("list.txt"), result.GetProperty("path").GetString());
        Assert.AreEqual("linux-64", result.GetProperty("platform").GetString());
        Assert.AreEqual(JsonValueKind.Null, result.GetProperty("digest").ValueKind);
    }

    [TestMethod]
    public async Task A_definition_without_a_lock_is_told_so()
    {
        using var tool = new ToolRun().WithChannel();
        Assert.AreEqual(1, await tool.RunAsync("export", "environment.yml", "--type", "explicit"));
        Assert.Contains("ENV3058", tool.Error);
    }

    [TestMethod]
    [DataRow("export")]
    [DataRow("export", "place", "--lock", "a.lock", "--type", "explicit")]
    [DataRow("export", "--lock", "a.lock", "-o", "x")]
    [DataRow("export", "place", "-o", "-")]
    [DataRow("export", "place", "--type", "explicit", "--format", "json")]
    [DataRow("lock", "--from", "a.lock", "--update")]
    [DataRow("lock", "--from", "a.lock", "--check")]
    [DataRow("lock", "--environment", "test")]
    public async Task What_does_not_go_together_is_a_wrong_command_line(params string[] arguments)
    {
        using var tool = new ToolRun();
        Assert.AreEqual(2, await tool.RunAsync(arguments), tool.Error);
    }
}
