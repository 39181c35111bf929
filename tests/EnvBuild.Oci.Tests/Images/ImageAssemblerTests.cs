using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Tests.Images;

[TestClass]
public sealed class ImageAssemblerTests : OciTestBase
{
    [TestMethod]
    public async Task The_manifest_is_the_frozen_one()
    {
        var image = await AssembleAsync(BaseImage.Scratch(Platform.LinuxAmd64), Settings);
        Assert.AreEqual(
            "sha256:e45c69342c0ae1cdf258400678533c0ee23211e9ba830409d1f728cfc6390cd1",
            image.Descriptor.Digest.ToString());
        Assert.AreEqual(Platform.LinuxAmd64, image.Descriptor.Platform);
    }

    [TestMethod]
    public async Task Settings_change_the_manifest_and_no_layer()
    {
        var basis = BaseImage.Scratch(Platform.LinuxAmd64);
        var before = await AssembleAsync(basis, Settings);
        var after = await AssembleAsync(basis, Settings with { Labels = Map(("a", "c")) });
        Assert.AreNotEqual(before.Descriptor.Digest, after.Descriptor.Digest);
        CollectionAssert.AreEqual(before.Manifest.Layers.ToArray(), after.Manifest.Layers.ToArray());
    }

    [TestMethod]
    public async Task The_base_comes_first_and_settings_win()
    {
        var lower = await MakeLayerAsync("lower");
        var basis = new BaseImage(
            Digest.Of("base"u8),
            new ImageConfig
            {
                Os = "linux",
                Architecture = "arm64",
                Variant = "v8",
                Created = "2024-01-01T00:00:00Z",
                Config = new ContainerConfig
                {
                    User = "app",
                    Env = ["PATH=/usr/bin", "KEPT=1", "CHANGED=old"],
                    Cmd = ["sh"],
                    Labels = Map(("kept", "1"), ("a", "old")),
                },
                History =
                [
                    new HistoryEntry { CreatedBy = "ADD rootfs" },
                    new HistoryEntry { CreatedBy = "ENV", EmptyLayer = true },
                ],
            },
            [lower]);
        var image = await AssembleAsync(
            basis,
            Settings with
            {
                Variables = Map(("CHANGED", "new"), ("B", "2"), ("A", "1")),
                PathFolders = ["/opt/env/bin"],
            });
        var config = image.Config.Config!;
        Assert.AreEqual(ImageConfig.Epoch, image.Config.Created);
        Assert.AreEqual("linux/arm64/v8", image.Config.Platform.ToString());
        Assert.AreEqual(
            "PATH=/opt/env/bin:/usr/bin|KEPT=1|CHANGED=new|A=1|B=2", string.Join('|', config.Env!));
        Assert.AreEqual("app", config.User);
        Assert.AreEqual("a=b|kept=1", string.Join('|', config.Labels!.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.AreEqual("/opt/env/bin/python", config.Entrypoint!.Single());
        Assert.IsNull(config.Cmd);
        Assert.AreEqual(lower.Digest, image.Manifest.Layers[0].Digest);
        Assert.AreEqual(lower.DiffId, image.Config.Rootfs.DiffIds[0]);
        Assert.AreEqual(
            "ADD rootfs|ENV|numpy 1.26.4", string.Join('|', image.Config.History.Select(entry => entry.CreatedBy)));
    }

    [TestMethod]
    public async Task A_history_that_does_not_fit_the_layers_is_replaced()
    {
        var basis = new BaseImage(null, new ImageConfig { Os = "linux" }, [await MakeLayerAsync("lower")]);
        var image = await AssembleAsync(basis, new ImageSettings());
        Assert.AreEqual(
            image.Manifest.Layers.Count, image.Config.History.Count(entry => !entry.EmptyLayer));
    }

    [TestMethod]
    public async Task Too_many_layers_and_missing_layers_are_refused()
    {
        var layer = await MakeLayerAsync("a");
        var many = Enumerable.Repeat(new AddedLayer(layer, "a"), LayerPlan.EngineLimit + 1).ToArray();
        var basis = BaseImage.Scratch(Platform.LinuxAmd64);
        await FailsAsync(
            () => ImageAssembler.AssembleAsync(Store, basis, many, new ImageSettings(), Cancellation),
            DiagnosticCatalog.TooManyLayers);
        File.Delete(Store.GetPath(layer.Digest));
        await FailsAsync(
            () => ImageAssembler.AssembleAsync(Store, basis, many[..1], new ImageSettings(), Cancellation),
            DiagnosticCatalog.BlobMissing);
    }

    [TestMethod]
    public async Task An_index_does_not_depend_on_the_order_of_its_images()
    {
        var amd = (await AssembleAsync(BaseImage.Scratch(Platform.LinuxAmd64), Settings)).Descriptor;
        var arm = (await AssembleAsync(
            BaseImage.Scratch(new Platform { Os = "linux", Architecture = "arm64" }), Settings)).Descriptor;
        var one = await ImageAssembler.AssembleIndexAsync(Store, [amd, arm], null, Cancellation);
        var other = await ImageAssembler.AssembleIndexAsync(Store, [arm, amd], null, Cancellation);
        Assert.AreEqual(one, other);
        await Store.SetReferenceAsync("both", one, Cancellation);
        Assert.IsTrue(await Store.IsCompleteAsync(one.Digest, Cancellation));
    }

    private static ImageSettings Settings { get; } = new()
    {
        Variables = Map(("LANG", "C.UTF-8")),
        PathFolders = ["/opt/env/bin"],
        Labels = Map(("a", "b")),
        Entrypoint = ["/opt/env/bin/python"],
        WorkingDirectory = "/work",
    };

    private static ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private Task<Layer> MakeLayerAsync(string name) => LayerWriter.WriteAsync(
        [LayerEntry.ForContent(name, TestData.Words(1000))], Store, LayerCompression.Gzip, Cancellation);

    private async Task<AssembledImage> AssembleAsync(BaseImage basis, ImageSettings settings) =>
        await ImageAssembler.AssembleAsync(
            Store, basis, [new(await MakeLayerAsync("a"), "numpy 1.26.4")], settings, Cancellation);
}
