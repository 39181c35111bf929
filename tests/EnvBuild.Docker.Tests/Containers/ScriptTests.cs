using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Containers;
using EnvBuild.Docker.Tests.Engines;

namespace EnvBuild.Docker.Tests.Containers;

[TestClass]
public sealed class ScriptTests : EngineTestBase
{
    private const string Changes =
        "mkdir -p new/deep && echo $VALUE > new/deep/file && chmod 640 new/deep/file && ln -s deep/file new/link"
        + " && ln new/deep/file new/second && chmod 700 /tmp && rm /etc/motd && echo more > /srv/added && mkfifo pipe";

    [TestMethod]
    [EachEngine]
    public async Task What_a_script_changes_becomes_a_layer_that_is_the_same_each_time(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var basis = await MakeBaseAsync();
        var image = await AssembleAsync(basis);
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);
        var request = Script(Changes) with
        {
            WorkingDirectory = "/opt/env",
            Variables = ImmutableSortedDictionary<string, string>.Empty.Add("VALUE", "of the variable"),
        };

        var first = await engine.RunScriptAsync(Store, image.Descriptor, request, Cancellation);
        await Task.Delay(1100, Cancellation);
        var second = await engine.RunScriptAsync(Store, image.Descriptor, request, Cancellation);

        await before.IsUnchangedAsync(process, Cancellation);
        Assert.IsNotNull(first);
        Assert.AreEqual(first, second, "times of files are seconds apart");
        Assert.AreEqual(
            DiagnosticCatalog.ScriptLeftSpecialFile.Code, Reporter.Diagnostics.First().Code, "the named pipe");
        var result = await AssembleAsync(basis, first);
        _ = await engine.DeliverAsync(Store, result.Descriptor, ["script:1"], Cancellation);
        var run = await process.RunAsync(
            "script:1",
            Cancellation,
            "/bin/sh",
            "-c",
            "cd /opt/env; cat new/link new/second; stat -c %a new/deep/file /srv /tmp; cat /srv/added; ls /etc; ls");
        Assert.AreEqual(
            "of the variable\nof the variable\n640\n775\n700\nmore\n",
            string.Concat(run.Succeeds().Output.Split('\n').Take(6).Select(line => $"{line}\n")));
        Assert.DoesNotContain("motd", run.Output);
        Assert.DoesNotContain("pipe", run.Output);
        _ = await process.Docker("image", "rm", "--force", "script:1").SucceedsAsync(Cancellation);
    }

    [TestMethod]
    [EachEngine]
    public async Task A_script_that_changes_nothing_makes_no_layer(EngineKind kind)
    {
        var image = await AssembleAsync(await MakeBaseAsync());
        using var engine = await ConnectAsync(await GetEngineAsync(kind));

        Assert.IsNull(await engine.RunScriptAsync(
            Store, image.Descriptor, Script("echo only words"), Cancellation));
        CollectionAssert.Contains(Reporter.Details.ToArray(), "only words");
    }

    [TestMethod]
    [EachEngine]
    public async Task A_failing_script_is_told_with_exit_code_and_last_output(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var image = await AssembleAsync(await MakeBaseAsync());
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);

        var diagnostic = await FailsAsync(
            () => engine.RunScriptAsync(
                Store,
                image.Descriptor,
                Script("echo wrong here >&2; exit 3") with { Location = At(4) },
                Cancellation),
            DiagnosticCatalog.ScriptFailed);

        Assert.AreEqual(At(4), diagnostic.Location);
        Assert.AreEqual(
            "The script of a test ended with exit code 3. Its last output was:\n  wrong here", diagnostic.Message);
        await before.IsUnchangedAsync(process, Cancellation);
    }

    [TestMethod]
    [EachEngine]
    public async Task A_program_that_the_image_lacks_is_told(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var image = await AssembleAsync(await MakeBaseAsync());
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);

        var diagnostic = await FailsAsync(
            () => engine.RunScriptAsync(
                Store,
                image.Descriptor,
                new ScriptRequest("The script of a test", ["/usr/bin/bash", "-c", "true"]),
                Cancellation),
            DiagnosticCatalog.ScriptImpossible);

        StringAssert.Contains(diagnostic.Message, "/usr/bin/bash", StringComparison.Ordinal);
        await before.IsUnchangedAsync(process, Cancellation);
    }

    [TestMethod]
    [EachEngine]
    public async Task Cancelling_a_script_removes_its_container(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var image = await AssembleAsync(await MakeBaseAsync());
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var running = engine.RunScriptAsync(
            Store, image.Descriptor, Script("echo it sleeps; sleep 600"), cancel.Token);
        while (!Reporter.Details.Contains("it sleeps"))
        {
            Assert.IsFalse(running.IsCompleted, $"{running.Exception}");
            await Task.Delay(20, Cancellation);
        }

        await cancel.CancelAsync();
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => running);

        await before.IsUnchangedAsync(process, Cancellation);
    }

    private static ScriptRequest Script(string text) =>
        new("The script of a test", ["/bin/sh", "-c", text]);
}
