using System.Security.Cryptography;
using EnvBuild.Diagnostics;
using EnvBuild.Docker.Images;
using EnvBuild.Docker.Tests.Engines;
using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;
using EnvBuild.Testing.Engines;

namespace EnvBuild.Docker.Tests.Images;

[TestClass]
public sealed class DeliveryTests : EngineTestBase
{
    private const int LargeSize = 3_000_000;

    [TestMethod]
    [EachEngine]
    public async Task An_image_comes_under_all_its_names_and_the_next_time_nothing_is_sent(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        var image = await MakeImageAsync("one\n");
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);

        var first = await engine.DeliverAsync(
            Store, image.Descriptor, ["delivered:1.0", "example.test/team/delivered"], Cancellation);
        var second = await engine.DeliverAsync(
            Store, image.Descriptor, ["delivered:1.0", "example.test/team/delivered"], Cancellation);

        Assert.AreEqual(DeliveryKind.Loaded, first.Kind);
        Assert.AreEqual(3, first.LayersSent);
        CollectionAssert.AreEqual(
            new[] { "delivered:1.0", "example.test/team/delivered:latest" }, first.Names.ToArray());
        Assert.AreEqual("one\n", await ReadAsync(process, "delivered:1.0", "/opt/small"));
        Assert.AreEqual("one\n", await ReadAsync(process, "example.test/team/delivered:latest", "/opt/small"));
        Assert.AreEqual(DeliveryKind.AlreadyThere, second.Kind);
        Assert.AreEqual(0, second.BytesSent);
        Assert.AreEqual(0, second.LayersSent);
        Assert.AreEqual(first.ImageId, second.ImageId);

        await RemoveAsync(process, "delivered:1.0", "example.test/team/delivered:latest");
        await before.IsUnchangedAsync(process, Cancellation);
    }

    [TestMethod]
    [EachEngine]
    public async Task Of_a_changed_image_only_the_changed_layer_is_sent(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        var old = await MakeImageAsync("old\n");
        var changed = await MakeImageAsync("changed\n");

        var first = await engine.DeliverAsync(Store, old.Descriptor, ["changing:1"], Cancellation);
        var second = await engine.DeliverAsync(Store, changed.Descriptor, ["changing:1"], Cancellation);

        Assert.IsGreaterThan(LargeSize, first.BytesSent);
        Assert.AreEqual(DeliveryKind.Loaded, second.Kind);
        Assert.AreEqual(1, second.LayersSent);
        Assert.AreEqual(2, second.LayersKnown);
        Assert.IsLessThan(30_000, second.BytesSent);
        Assert.AreEqual("changed\n", await ReadAsync(process, "changing:1", "/opt/small"));
        Assert.AreEqual($"{LargeSize}\n", await RunAsync(process, "changing:1", "stat -c %s /opt/large"));
        await RemoveAsync(process, "changing:1", first.ImageId);
    }

    [TestMethod]
    [EachEngine]
    public async Task An_image_that_was_removed_is_delivered_again(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        var image = await MakeImageAsync("removed\n");

        _ = await engine.DeliverAsync(Store, image.Descriptor, ["removed:1"], Cancellation);
        await RemoveAsync(process, "removed:1");
        var again = await engine.DeliverAsync(Store, image.Descriptor, ["removed:1"], Cancellation);

        Assert.AreEqual(DeliveryKind.Loaded, again.Kind);
        Assert.AreEqual(3, again.LayersSent);
        Assert.AreEqual("removed\n", await ReadAsync(process, "removed:1", "/opt/small"));
        await RemoveAsync(process, "removed:1");
    }

    [TestMethod]
    [EachEngine]
    public async Task An_image_that_is_there_gets_another_name_without_being_sent(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        var image = await MakeImageAsync("named\n");

        _ = await engine.DeliverAsync(Store, image.Descriptor, ["named:1"], Cancellation);
        var again = await engine.DeliverAsync(Store, image.Descriptor, ["named:1", "named:2"], Cancellation);

        Assert.AreEqual(DeliveryKind.Named, again.Kind);
        Assert.AreEqual(0, again.BytesSent);
        Assert.AreEqual("named\n", await ReadAsync(process, "named:2", "/opt/small"));
        await RemoveAsync(process, "named:1", "named:2");
    }

    [TestMethod]
    [EachEngine]
    public async Task Layers_in_zstd_reach_every_engine(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        var layer = await MakeLayerAsync(
            [LayerEntry.ForContent("opt/zstd", Guid.NewGuid().ToByteArray())], LayerCompression.Zstd);
        var image = await AssembleAsync(await MakeBaseAsync(), layer);

        _ = await engine.DeliverAsync(Store, image.Descriptor, ["zstd:1"], Cancellation);

        Assert.AreEqual("16\n", await RunAsync(process, "zstd:1", "stat -c %s /opt/zstd"));
        await RemoveAsync(process, "zstd:1");
    }

    [TestMethod]
    [EachEngine]
    public async Task A_damaged_blob_of_the_store_is_told_and_nothing_is_named(EngineKind kind)
    {
        var process = await GetEngineAsync(kind);
        using var engine = await ConnectAsync(process);
        var before = await EngineContents.ReadAsync(process, Cancellation);
        var image = await MakeImageAsync("damaged\n");
        var path = Store.GetPath(image.Manifest.Layers[1].Digest);
        File.SetAttributes(path, FileAttributes.Normal);
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        _ = await FailsAsync(
            () => engine.DeliverAsync(Store, image.Descriptor, ["damaged:1"], Cancellation),
            DiagnosticCatalog.BlobDamaged);

        await before.IsUnchangedAsync(process, Cancellation);
    }

    [TestMethod]
    public async Task Of_an_index_the_engine_gets_what_it_can_run()
    {
        var process = await GetEngineAsync(EngineKind.Docker);
        using var engine = await ConnectAsync(process);
        var image = await MakeImageAsync("mine\n");
        var other = await AssembleAsync(
            Oci.Bases.BaseImage.Scratch(new Platform { Os = "linux", Architecture = "s390x" }),
            await MakeLayerAsync("opt/small", "other\n"));
        var index = await ImageAssembler.AssembleIndexAsync(
            Store, [other.Descriptor, image.Descriptor], null, Cancellation);

        _ = await engine.DeliverAsync(Store, index, ["indexed:1"], Cancellation);

        Assert.AreEqual("mine\n", await ReadAsync(process, "indexed:1", "/opt/small"));
        await RemoveAsync(process, "indexed:1");
    }

    private async Task<AssembledImage> MakeImageAsync(string content)
    {
        var large = new byte[LargeSize];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(large);
        }

        _large ??= await MakeLayerAsync([LayerEntry.ForContent("opt/large", large)]);
        return await AssembleAsync(await MakeBaseAsync(), _large, await MakeLayerAsync("opt/small", content));
    }

    private Layer? _large;

    private Task<string> ReadAsync(EngineProcess process, string image, string path) =>
        RunAsync(process, image, $"cat {path}");

    private async Task<string> RunAsync(EngineProcess process, string image, string command) =>
        (await process.RunAsync(image, Cancellation, "/bin/sh", "-c", command)).Succeeds().Output;

    private async Task RemoveAsync(EngineProcess process, params string[] names) =>
        _ = await process.Docker(["image", "rm", "--force", .. names]).SucceedsAsync(Cancellation);
}
