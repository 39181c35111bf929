using EnvBuild.Oci;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;
using EnvBuild.Tasks.Images;
using EnvBuild.Testing;

namespace EnvBuild.Tasks.Tests.Images;

[TestClass]
public sealed class StoreProbeTests
{
    [TestMethod]
    public async Task A_layer_may_be_in_a_registry_that_the_store_remembers()
    {
        using var folder = new TemporaryFolder();
        var store = new BlobStore(folder["store"]);
        var config = await store.WriteAsync("{}"u8.ToArray(), MediaTypes.ImageConfig, default);
        var layer = new Descriptor { MediaType = MediaTypes.LayerGzip, Digest = Digest.Of("away"u8), Size = 4 };
        var manifest = new ImageManifest { Config = config, Layers = [layer] };
        var image = await store.WriteAsync(manifest.ToJson(), MediaTypes.ImageManifest, default);

        Assert.IsFalse(StoreProbe.IsComplete(store.Folder, image.Digest.ToString()));

        await BlobOrigins.AddAsync(store, layer.Digest, new BlobOrigin("registry.example", "base"), default);
        Assert.IsTrue(StoreProbe.IsComplete(store.Folder, image.Digest.ToString()));
    }
}
