using System.Diagnostics;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Tests.Storage;

/// <summary>What only shows with several processes, or with processes that die.</summary>
[TestClass]
public sealed class StoreProcessTests : OciTestBase
{
    [TestMethod]
    public async Task Killed_writers_leave_no_half_blob_and_no_name_without_its_image()
    {
        const int Kills = 16;
        var pauses = TestData.Noise(Kills, 7);
        await Parallel.ForAsync(0, Kills, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, cancellation) =>
        {
            var ready = Folder[$"ready-{i}"];
            using var process = StorePrograms.Start("write", Store, $"{i}", ready);
            while (!File.Exists(ready) && !process.HasExited)
            {
                await Task.Delay(5, cancellation);
            }

            // Up to 63 ms: longer than an image takes.
            await Task.Delay(pauses[i] / 4, cancellation);
            Assert.IsFalse(process.HasExited, "the writer ended by itself");
            process.Kill();
            await process.WaitForExitAsync(cancellation);
        });

        Assert.IsNotEmpty(await Store.ListReferencesAsync(Cancellation));
        await AssertSoundAsync();
        await MakeImageAsync("after:1");
        await AssertSoundAsync();
    }

    [TestMethod]
    public async Task Of_twenty_processes_one_does_the_work_and_never_two_at_once()
    {
        var processes = Enumerable.Range(0, 20).Select(_ => StorePrograms.Start("once", Store, Folder.Path)).ToArray();
        var codes = await WaitAsync(processes);
        Assert.AreEqual(1, codes.Count(code => code == 10));
        Assert.AreEqual(19, codes.Count(code => code == 0));
    }

    [TestMethod]
    public async Task Eight_processes_that_give_sixteen_names_each_lose_none()
    {
        await MakeImageAsync("target");
        Process[] processes;
        using (await Store.LockAsync("index.json", Cancellation))
        {
            processes =
                [.. Enumerable.Range(0, 8).Select(i => StorePrograms.Start("refs", Store, $"process-{i}", "16"))];

            // All have given a name and wait to write the index, so that none is done before the last one starts.
            while ((await Store.ListReferencesAsync(Cancellation)).Length < 9)
            {
                Assert.IsFalse(Array.Exists(processes, process => process.HasExited), "a process ended by itself");
                await Task.Delay(5, Cancellation);
            }
        }

        var codes = await WaitAsync(processes);
        Assert.IsTrue(Array.TrueForAll(codes, code => code == 0));
        Assert.HasCount(129, await Store.ListReferencesAsync(Cancellation));
        var json = await File.ReadAllBytesAsync(Folder["store/index.json"], Cancellation);
        var index = ManifestDocument.Parse(json, "index");
        Assert.HasCount(129, index.Index!.Manifests);
    }

    [TestMethod]
    public async Task A_lock_is_free_again_when_its_holder_is_killed()
    {
        using var process = StorePrograms.Start("hold", Store, Folder["held"]);
        while (!File.Exists(Folder["held"]))
        {
            await Task.Delay(5, Cancellation);
        }

        var waiting = Store.LockAsync("held", Cancellation);
        await Task.Delay(50, Cancellation);
        Assert.IsFalse(waiting.IsCompleted);
        process.Kill();
        using var held = await waiting.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.IsNotNull(held);
    }

    [TestMethod]
    public async Task Waiting_for_a_lock_is_told_and_can_be_cancelled()
    {
        using var held = await Store.LockAsync("key", Cancellation);
        using var other = await Store.LockAsync("other", Cancellation);
        using var source = new CancellationTokenSource();
        var told = 0;
        var waiting = Store.LockAsync("key", source.Token, () => told++);
        await Task.Delay(50, Cancellation);
        Assert.IsFalse(waiting.IsCompleted);
        await source.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.AreEqual(1, told);
    }

    [TestMethod]
    public async Task A_full_disk_is_told_and_nothing_is_lost()
    {
        Directory.CreateDirectory(Folder["disk"]);
        var (code, output) = await ExternalTool.TryRunAsync(
            "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Folder["disk"]);
        if (code != 0)
        {
            Assert.Inconclusive($"A small disk cannot be mounted: {output}");
        }

        try
        {
            var store = new BlobStore(Folder["disk/store"]);
            var kept = await store.WriteAsync(TestData.Noise(300_000), MediaTypes.Empty, Cancellation);
            await FailsAsync(
                () => store.WriteAsync(new MemoryStream(TestData.Noise(2_000_000)), "any", null, Cancellation),
                DiagnosticCatalog.DiskFull);
            await FailsAsync(
                () => LayerWriter.WriteAsync(
                    [LayerEntry.ForContent("a", TestData.Noise(2_000_000))],
                    store,
                    LayerCompression.Gzip,
                    Cancellation),
                DiagnosticCatalog.DiskFull);
            Assert.IsEmpty(Directory.EnumerateFiles(Folder["disk/store/ingest"]));
            Assert.IsTrue(await store.VerifyAsync(kept.Digest, Cancellation));
            await store.WriteAsync(TestData.Noise(300_000, 2), MediaTypes.Empty, Cancellation);
        }
        finally
        {
            await ExternalTool.RunAsync("umount", Folder["disk"]);
        }
    }

    private static async Task<int[]> WaitAsync(Process[] processes)
    {
        foreach (var process in processes)
        {
            await process.WaitForExitAsync();
        }

        var codes = processes.Select(process => process.ExitCode).ToArray();
        Array.ForEach(processes, process => process.Dispose());
        return codes;
    }

    private async Task AssertSoundAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Folder["store/blobs/sha256"]))
        {
            Assert.IsTrue(Digest.TryParseHex(Path.GetFileName(file), out var digest), file);
            Assert.IsTrue(await Store.VerifyAsync(digest, Cancellation), file);
        }

        Assert.HasCount(
            Directory.GetFiles(Folder["store/refs"]).Length, await Store.ListReferencesAsync(Cancellation));
        foreach (var reference in await Store.ListReferencesAsync(Cancellation))
        {
            Assert.IsTrue(await Store.IsCompleteAsync(reference.Target.Digest, Cancellation), reference.Name);
        }

        if (File.Exists(Folder["store/index.json"]))
        {
            ManifestDocument.Parse(
                await File.ReadAllBytesAsync(Folder["store/index.json"], Cancellation), "index.json");
        }
    }

    private async Task MakeImageAsync(string name)
    {
        var layer = await LayerWriter.WriteAsync(
            [LayerEntry.ForContent("a", "b"u8.ToArray())], Store, LayerCompression.Gzip, Cancellation);
        var image = await ImageAssembler.AssembleAsync(
            Store, BaseImage.Scratch(Platform.LinuxAmd64), [new(layer, "a")], new ImageSettings(), Cancellation);
        await Store.SetReferenceAsync(name, image.Descriptor, Cancellation);
    }
}
