using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Samples;

/// <summary>The quick start of the README, from a copy of the repository with nothing built in it.</summary>
[TestClass]
public sealed class QuickstartTests(TestContext context)
{
    [TestMethod]
    public async Task The_quick_start_builds_reuses_and_exports_an_image_that_runs()
    {
        var cancellationToken = context.CancellationToken;
        using var folder = new TemporaryFolder();
        await CopyRepositoryAsync(folder.Path, cancellationToken);
        var script = new ProcessSpec(folder["eng/quickstart.sh"]) { Folder = folder["home"] };
        _ = Directory.CreateDirectory(script.Folder);
        var result = await script.With("CI", null)
            .With("MSBUILDDISABLENODEREUSE", "1")
            .With("ENVBUILD_HOME", folder["home"])
            .SucceedsAsync(cancellationToken);

        StringAssert.Contains(result.Output, "environment 'quickstart' (linux-64): built", StringComparison.Ordinal);
        StringAssert.Contains(result.Output, "environment 'quickstart' (linux-64): reused", StringComparison.Ordinal);
        var archive = folder["artifacts/quickstart/quickstart.tar"];
        Assert.IsTrue(File.Exists(archive), "The quick start exports no archive.");
        await RunImageAsync(archive, cancellationToken);
    }

    private static async Task RunImageAsync(string archive, CancellationToken cancellationToken)
    {
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        _ = await engine.LoadAsync(archive, cancellationToken);
        var run = await engine.RunAsync("quickstart:1", cancellationToken, "greet", "you", "and me");
        Assert.AreEqual(
            "Hello from an image that 'dotnet build' made.\nyou\nand me\n", run.Succeeds().Output);
    }

    private static async Task CopyRepositoryAsync(string target, CancellationToken cancellationToken)
    {
        // What belongs to the repository, without what was built in it.
        var folders = new[] { "eng", "samples", "sdk", "src", "docs" };
        var files = Directory.GetFiles(Corpus.RepositoryRoot).Select(path => Path.GetFileName(path));
        var names = folders.Concat(files).Where(name => Path.Exists(Path.Combine(Corpus.RepositoryRoot, name)));
        _ = await new ProcessSpec(
            "cp", ["-r", .. names, target])
        {
            Folder = Corpus.RepositoryRoot,
        }.SucceedsAsync(cancellationToken);
    }
}
