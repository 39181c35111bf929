using System.Text;

namespace EnvBuild.Tool.Tests;

/// <summary>Locks and images of a channel that only this machine knows the place of, and the token for.</summary>
[TestClass]
public sealed class ChannelAccessTests
{
    private const string Token = "tk-s3cr3t-0123";

    [TestMethod]
    [DataRow("custom_channels: {{private: {0}}}", true)]
    [DataRow("custom_channels: {{private: {0}/t/" + Token + "}}", false)]
    [DataRow("mirrored_channels: {{private: ['http://127.0.0.1:1/gone', '{0}/private']}}", true)]
    [DataRow("channel_alias: {0}", true)]
    public async Task A_lock_is_the_same_wherever_a_channel_is_and_holds_no_secret(string condarc, bool isStored)
    {
        using var tool = Define();
        using var server = new FolderServer(tool.Path("channel"), $"/t/{Token}/private/");
        tool.Write("user/.condarc", string.Format(null, condarc, server.Url));
        if (isStored)
        {
            Store(tool, Token);
        }

        Assert.AreEqual(0, await tool.RunAsync("lock", "-v"), tool.Error);
        var said = tool.Output + tool.Error;
        var locked = await File.ReadAllTextAsync(tool.Path("environment.conda-lock.yml"));
        Assert.AreEqual(0, await tool.RunAsync("build", "-v"), tool.Error);
        said += tool.Output + tool.Error;
        Assert.Contains($"/t/{Token}/private/noarch/beta-1.0-0.conda", server.Requests);

        Assert.Contains("https://conda.anaconda.org/private/noarch/beta-1.0-0.conda", locked);
        Assert.DoesNotContain("127.0.0.1", locked);
        Assert.DoesNotContain(Token, said);
        foreach (var file in Directory.EnumerateFiles(tool.Path("home"), "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(Token, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), file);
        }

        File.Delete(tool.Path("environment.conda-lock.yml"));
        using var other = Define();
        other.Write("user/.condarc", $"custom_channels: {{private: '{other.Path("place")}'}}");
        Directory.CreateDirectory(other.Path("place"));
        Directory.Move(other.Path("channel"), other.Path("place/private"));
        Assert.AreEqual(0, await other.RunAsync("lock"), other.Error);
        Assert.AreEqual(locked, await File.ReadAllTextAsync(other.Path("environment.conda-lock.yml")));
    }

    [TestMethod]
    [DataRow("--offline")]
    [DataRow("ENVBUILD_OFFLINE")]
    [DataRow("CONDA_OFFLINE")]
    [DataRow("condarc")]
    public async Task Offline_what_was_fetched_is_enough_and_what_was_not_is_told(string how)
    {
        using var tool = Define();
        using var server = new FolderServer(tool.Path("channel"), "/private/");
        var condarc = $"channel_alias: {server.Url}\n";
        tool.Write("user/.condarc", condarc);
        Assert.AreEqual(0, await tool.RunAsync("build"), tool.Error);
        var asked = server.Requests.Count;

        string[] options = how == "--offline" ? ["--offline"] : [];
        if (how == "condarc")
        {
            tool.Write("user/.condarc", condarc + "offline: true\n");
        }
        else if (how != "--offline")
        {
            tool.Variables[how] = "1";
        }

        Assert.AreEqual(0, await tool.RunAsync(["build", "--store", "another", .. options]), tool.Error);
        tool.Write("environment.yml", "name: place\nchannels: [private]\ndependencies: [alpha=1.0]\n");
        Assert.AreEqual(1, await tool.RunAsync(["build", .. options]));
        Assert.Contains("ENV3015", tool.Error);
        Assert.Contains("alpha-1.0-0.conda", tool.Error);
        Assert.AreEqual(asked, server.Requests.Count);
    }

    [TestMethod]
    public async Task A_refusal_stands_at_the_channel_and_tells_no_secret()
    {
        using var tool = Define();
        using var server = new FolderServer(tool.Path("channel"), $"/t/{Token}/private/");
        tool.Write("user/.condarc", $"channel_alias: {server.Url}\n");
        Store(tool, "tk-s3cr3t-of-yesterday");
        Assert.AreEqual(1, await tool.RunAsync("lock", "-v"));

        Assert.Contains("environment.yml(2,", tool.Error);
        Assert.Contains("ENV3013", tool.Error);
        Assert.Contains($"'{new Uri(server.Url).Authority}' does not accept the credentials from", tool.Error);
        Assert.DoesNotContain("s3cr3t", tool.Error);
    }

    [TestMethod]
    public async Task A_channel_that_is_denied_is_told_at_its_place_also_for_a_lock_that_exists()
    {
        using var tool = Define();
        using var server = new FolderServer(tool.Path("channel"), "/private/");
        tool.Write("user/.condarc", $"channel_alias: {server.Url}\n");
        Assert.AreEqual(0, await tool.RunAsync("lock"), tool.Error);

        tool.Write("user/.condarc", $"channel_alias: {server.Url}\ndenylist_channels: [private]\n");
        Assert.AreEqual(1, await tool.RunAsync("build"));
        Assert.Contains("ENV3017", tool.Error);
        Assert.AreEqual(1, await tool.RunAsync("lock", "--update"));
        Assert.Contains("environment.yml(2,", tool.Error);
        Assert.Contains("ENV3017", tool.Error);
    }

    [TestMethod]
    public async Task A_broken_file_of_conda_is_told_by_commands_that_need_it_alone()
    {
        using var tool = Define();
        var path = tool.Write("user/.condarc", "\nchannel_alias: [\n").Path("user/.condarc");
        Assert.AreEqual(0, await tool.RunAsync("list"), tool.Error);
        Assert.AreEqual(0, await tool.RunAsync("hash", "environment.yml"), tool.Error);
        Assert.AreEqual(1, await tool.RunAsync("lock"));
        Assert.Contains($"{path}(", tool.Error);
        Assert.Contains("ENV0031", tool.Error);

        tool.Variables["ENVBUILD_NO_CONDARC"] = "1";
        Assert.AreEqual(0, await tool.RunAsync("solve", "--channel", "./channel", "beta"), tool.Error);
    }

    private static ToolRun Define()
    {
        var tool = new ToolRun().WithChannel()
            .Write("environment.yml", "name: place\nchannels: [private]\ndependencies: [beta=1.0]\n");
        tool.Variables["HOME"] = tool.Path("user");
        tool.Variables["USERPROFILE"] = tool.Path("user");
        return tool;
    }

    private static void Store(ToolRun tool, string token) => tool.Write(
        "user/.rattler/credentials.json", $"{{\"127.0.0.1\": {{\"CondaToken\": \"{token}\"}}}}");
}
