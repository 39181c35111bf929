using EnvBuild.EndToEnd.Tests.Products;
using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.RealContent;

/// <summary>The same lock gives the same image digest, whoever builds it, where and how.</summary>
[TestClass]
public sealed class DeterminismTests(TestContext context)
{
    private static readonly string[] Packages = ["python=3.11", "six", "pyscript", "zlib"];

    [TestMethod]
    public async Task Two_folders_two_processes_and_a_warm_cache_give_one_digest()
    {
        using var first = await MakeAsync("here");
        using var second = await MakeAsync("somewhere/else");
        var built = await BuildAsync(first, "here");
        var warm = await BuildAsync(first, "here");
        Assert.IsTrue(warm.Reused);
        Assert.AreEqual(built.Digest, warm.Digest);
        Directory.Delete(first.Store, recursive: true);
        Assert.AreEqual(built.Digest, (await BuildAsync(first, "here")).Digest, "An empty store differs.");
        Assert.AreEqual(built.Digest, (await BuildAsync(second, "somewhere/else")).Digest, "Two folders differ.");
    }

    [TestMethod]
    [DataRow("TZ", "Pacific/Kiritimati")]
    [DataRow("LC_ALL", "tr_TR.UTF-8")]
    [DataRow("LANG", "ar_SA.UTF-8")]
    [DataRow("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")]
    [DataRow("DOTNET_PROCESSOR_COUNT", "7")]
    [DataRow("DOTNET_EnableHWIntrinsic", "0")]
    [DataRow("SOURCE_DATE_EPOCH", "1234567890")]
    public async Task The_environment_of_the_process_does_not_reach_the_image(string variable, string value)
    {
        using var place = await MakeAsync("here");
        var expected = await ExpectedAsync();
        var tool = place.Tool("build", place["here/environment.yml"], "--format", "json").With(variable, value);
        var report = BuildReport.Parse((await tool.RunAsync(context.CancellationToken)).Succeeds().Output);
        Assert.IsFalse(report.Reused);
        Assert.AreEqual(expected, report.Digest);
    }

    [TestMethod]
    [DataRow("000")]
    [DataRow("077")]
    public async Task The_umask_does_not_reach_the_image(string umask)
    {
        using var place = await MakeAsync("here");
        var expected = await ExpectedAsync();
        var tool = place.Tool("build", place["here/environment.yml"], "--format", "json");
        var shell = tool with
        {
            Program = "/bin/sh",
            Arguments = ["-c", $"umask {umask}; exec \"$0\" \"$@\"", tool.Program, .. tool.Arguments],
        };
        var report = BuildReport.Parse((await shell.RunAsync(context.CancellationToken)).Succeeds().Output);
        Assert.AreEqual(expected, report.Digest);
    }

    [TestMethod]
    public async Task Another_user_builds_the_same_image()
    {
        var setpriv = RequiredTool.Find("setpriv", "util-linux");
        RequiredTool.RequireRoot("Building as another user");
        using var place = await MakeAsync("here");
        var expected = await ExpectedAsync();
        _ = await new ProcessSpec("chmod", "a+rwx", place.Folder).SucceedsAsync(context.CancellationToken);
        _ = await new ProcessSpec("chmod", "-R", "a+rX", place["here"]).SucceedsAsync(context.CancellationToken);
        var tool = place.Tool("build", place["here/environment.yml"], "--format", "json");
        var other = tool with
        {
            Program = setpriv,
            Arguments = ["--reuid=65534", "--regid=65534", "--clear-groups", tool.Program, .. tool.Arguments],
        };
        var result = await other.With("HOME", place["nobody"]).RunAsync(context.CancellationToken);
        Assert.AreEqual(expected, BuildReport.Parse(result.Succeeds().Output).Digest);
    }

    private async Task<Workplace> MakeAsync(string folder)
    {
        var channel = Corpus.RequireChannel();
        var place = await Workplace.MakeAsync(context.CancellationToken);
        _ = place.Write($"{folder}/environment.yml", Definitions.Over("scratch", "same", channel, Packages));
        return place;
    }

    private Task<BuildReport> BuildAsync(Workplace place, string folder) =>
        place.BuildAsync(place[$"{folder}/environment.yml"], context.CancellationToken);

    private async Task<string> ExpectedAsync()
    {
        using var place = await MakeAsync("reference");
        return (await BuildAsync(place, "reference")).Digest;
    }
}
