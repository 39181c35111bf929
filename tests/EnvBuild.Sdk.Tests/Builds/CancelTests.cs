using System.Diagnostics;
using EnvBuild.Sdk.Tests.Projects;

namespace EnvBuild.Sdk.Tests.Builds;

[TestClass]
public sealed class CancelTests
{
    public TestContext TestContext { get; set; } = null!;

    private CancellationToken Token => TestContext.CancellationToken;

    [TestMethod]
    public async Task Ctrl_C_during_a_download_fails_the_build_and_says_that_it_was_cancelled()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("The signal of Ctrl-C is sent with the programs of Linux.");
        }

        using var sandbox = await Sandbox.MakeAsync(Token);
        using var server = StallingServer.Start();
        sandbox.Write(
            "environment.yml",
            Sandbox.Definition.Replace("./channel", server.Address + "channel", StringComparison.Ordinal));
        (await sandbox.RunAsync("restore", Token)).Succeeds();
        var spec = sandbox.Dotnet("msbuild", "-v:m", "-tl:off", "-nodeReuse:false", sandbox.ProjectFile);
        // A shell that started the tests in the background makes its children deaf to the signal.
        spec = spec with { Program = "env", Arguments = ["--default-signal=INT", spec.Program, .. spec.Arguments] };
        using var process = spec.Start();
        var interrupting = InterruptAsync(server.Asked, process.Id);

        var result = await spec.FinishAsync(process, Token);

        await interrupting;
        Assert.AreNotEqual(0, result.ExitCode);
        Assert.Contains("error ENV0002", result.Output);
        Assert.IsFalse(File.Exists(sandbox["obj/Debug/net10.0/environment.images.json"]));
    }

    private async Task InterruptAsync(Task moment, int processId)
    {
        await moment.WaitAsync(TimeSpan.FromMinutes(2), Token);
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-INT", $"{processId}"]))!;
        await kill.WaitForExitAsync(Token);
    }
}
