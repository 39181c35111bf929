using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Tests.Storage;

/// <summary>A store that the user may read only, as one that a team shares.</summary>
[TestClass]
public sealed class ReadOnlyStoreTests : ImageTestBase
{
    [TestMethod]
    [DataRow("")]
    [DataRow("index.json")]
    [DataRow("locks")]
    public async Task Whoever_may_only_read_can_reuse_what_is_there(string missing)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Permissions of folders are those of Unix here.");
        }

        await Store.SetReferenceAsync("a:1", await MakeImageAsync(), Cancellation);
        await Store.WriteIndexAsync(Cancellation);
        if (missing == "locks")
        {
            Directory.Delete(Folder["store/locks"], recursive: true);
        }
        else if (missing.Length > 0)
        {
            // Its writer was killed; whoever may write makes it anew.
            await File.WriteAllTextAsync(Folder["store/index.json"], "{}", Cancellation);
        }

        await ExternalTool.RunAsync("chmod", "-R", "a-w", Store.Folder);
        try
        {
            var (code, output) = await RunWithoutPrivilegesAsync(
                "dotnet", StorePrograms.Program, "reuse", Store.Folder);
            Assert.AreEqual(0, code, output);
        }
        finally
        {
            await ExternalTool.RunAsync("chmod", "-R", "u+w", Store.Folder);
        }

        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    [TestMethod]
    public async Task A_disk_that_is_read_only_can_be_used()
    {
        await Store.SetReferenceAsync("a:1", await MakeImageAsync(), Cancellation);
        await Store.WriteIndexAsync(Cancellation);
        var (code, output) = await ExternalTool.TryRunAsync("mount", "--bind", Store.Folder, Store.Folder);
        if (code != 0)
        {
            Assert.Inconclusive($"The folder cannot be mounted: {output}");
        }

        try
        {
            await ExternalTool.RunAsync("mount", "-o", "remount,bind,ro", Store.Folder);
            (code, output) = await ExternalTool.TryRunAsync("dotnet", StorePrograms.Program, "reuse", Store.Folder);
            Assert.AreEqual(0, code, output);
        }
        finally
        {
            await ExternalTool.RunAsync("umount", Store.Folder);
        }
    }

    [TestMethod]
    public async Task A_lock_that_cannot_be_opened_in_a_store_that_can_be_written_to_is_told()
    {
        await Store.CreateAsync(Cancellation);
        using (await Store.LockAsync("key", Cancellation))
        {
        }

        // A folder in the place of the lock's file is refused like a file of somebody else.
        var path = Directory.EnumerateFiles(Folder["store/locks"])
            .Single(file => !file.EndsWith(IndexLock(), StringComparison.Ordinal));
        File.Delete(path);
        Directory.CreateDirectory(path);
        await FailsAsync(() => Store.LockAsync("key", Cancellation), DiagnosticCatalog.FileAccessFailed);
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    private static string IndexLock() => Digest.Of("index.json"u8).Hex;

    // Nobody refuses root anything, unless it gives that up.
    private static Task<(int ExitCode, string Output)> RunWithoutPrivilegesAsync(params string[] command) =>
        Environment.IsPrivilegedProcess
            ? ExternalTool.TryRunAsync("setpriv", ["--inh-caps=-all", "--bounding-set=-all", .. command])
            : ExternalTool.TryRunAsync(command[0], command[1..]);
}
