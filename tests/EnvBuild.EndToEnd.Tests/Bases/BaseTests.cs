using EnvBuild.Testing;

namespace EnvBuild.EndToEnd.Tests.Bases;

/// <summary>The bases are images in their own right, so that what fails above them is not their fault.</summary>
[TestClass]
public sealed class BaseTests(TestContext context)
{
    [TestMethod]
    public async Task The_base_with_libc_and_a_shell_runs_a_shell()
    {
        var cancellationToken = context.CancellationToken;
        var skopeo = RequiredTool.Find("skopeo", "skopeo");
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        var minimal = await TestRun.MinimalBase.GetAsync(cancellationToken);
        using var folder = new TemporaryFolder();
        _ = await new ProcessSpec(
            skopeo, "copy", "--quiet", $"{minimal.Reference}:latest", $"docker-archive:{folder["base.tar"]}:minimal:1")
            .SucceedsAsync(cancellationToken);
        _ = await engine.LoadAsync(folder["base.tar"], cancellationToken);
        var run = await engine.RunAsync("minimal:1", cancellationToken, "/bin/sh", "-c", "echo $((6 * 7))");
        Assert.AreEqual("42\n", run.Succeeds().Output);
    }

    [TestMethod]
    public async Task The_minimal_Debian_system_knows_its_release()
    {
        var cancellationToken = context.CancellationToken;
        var engine = await TestRun.Engine.GetAsync(cancellationToken);
        var system = await TestRun.SystemBase.GetAsync(cancellationToken);
        _ = await engine.LoadAsync(system.Reference["docker-archive:".Length..], cancellationToken);
        var run = await engine.RunAsync("base:latest", cancellationToken, "cat", "/etc/os-release");
        StringAssert.Contains(run.Succeeds().Output, "Debian", StringComparison.Ordinal);
    }
}
