using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests.Registries;

[TestClass]
public sealed class PushPullTests : RegistryTestBase
{
    [TestMethod]
    public async Task What_is_pushed_is_pulled_bit_for_bit_and_read_by_skopeo()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        var pushed = await PushAsync(client, image, $"{registry.Host}/team/quickstart:1.0");
        Assert.AreEqual(3, pushed.Sent);
        await PullElsewhereAsync(client, $"{registry.Host}/team/quickstart:1.0");

        var inspected = await ExternalTool.RunAsync(
            "skopeo", "inspect", "--tls-verify=false", $"docker://{registry.Host}/team/quickstart:1.0");
        StringAssert.Contains(inspected, image.Digest.ToString());
        await ExternalTool.RunAsync(
            "skopeo",
            "--insecure-policy",
            "copy",
            "--src-tls-verify=false",
            $"docker://{registry.Host}/team/quickstart@{image.Digest}",
            $"oci:{Folder["copied"]}:1.0");
        Assert.IsTrue(File.Exists(Folder[$"copied/blobs/sha256/{image.Digest.Hex}"]));
    }

    [TestMethod]
    public async Task What_skopeo_pushed_is_pulled()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        await Store.SetReferenceAsync("mine:1", image, Cancellation);
        await Store.WriteIndexAsync(Cancellation);
        await ExternalTool.RunAsync(
            "skopeo",
            "--insecure-policy",
            "copy",
            "--dest-tls-verify=false",
            "--format=v2s2",
            $"oci:{Store.Folder}:mine:1",
            $"docker://{registry.Host}/docker/two:1");
        var store = await PullElsewhereAsync(client, $"{registry.Host}/docker/two:1");
        var names = await store.ListReferencesAsync(Cancellation);
        Assert.AreEqual(MediaTypes.DockerManifest, names.Single().Target.MediaType);
    }

    [TestMethod]
    public async Task A_second_push_sends_nothing()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{registry.Host}/a:1");
        var again = await PushAsync(client, image, $"{registry.Host}/a:2");
        Assert.AreEqual((0, 0, 3), (again.Sent, again.Mounted, again.Present));
        Assert.AreEqual(
            image.Digest,
            await client.FindManifestAsync(RegistryReference.Parse($"{registry.Host}/a:2"), Cancellation));
    }

    [TestMethod]
    public async Task Another_repository_of_the_registry_gets_blobs_by_mount()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{registry.Host}/a:1");
        var other = await PushAsync(client, image, $"{registry.Host}/b/c:1");
        Assert.AreEqual((0, 3, 0), (other.Sent, other.Mounted, other.Present));
        await PullElsewhereAsync(client, $"{registry.Host}/b/c:1");
    }

    [TestMethod]
    public async Task An_index_is_pushed_and_an_image_of_it_chosen()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var arm = new Platform { Os = "linux", Architecture = "arm64" };
        var (one, two) = (await MakeImageAsync(), await MakeImageAsync(arm, "other"));
        var index = await ImageAssembler.AssembleIndexAsync(Store, [one, two], null, Cancellation);
        var reference = RegistryReference.Parse($"{registry.Host}/multi:1");
        await ImagePush.RunAsync(client, Store, index, reference, ["2", "latest"], Cancellation);
        var pulled = await ImagePull.ResolveAsync(client, reference, arm, new BlobStore(Folder["other"]), Cancellation);
        Assert.AreEqual(two.Digest, pulled.Descriptor.Digest);
        var missing = await FailsAsync(
            () => ImagePull.ResolveAsync(
                client, reference, new Platform { Os = "linux", Architecture = "s390x" }, Store, Cancellation),
            DiagnosticCatalog.RegistryPlatformMissing);
        StringAssert.Contains(missing.Message, "linux/amd64, linux/arm64");
        CollectionAssert.AreEquivalent(new[] { "1", "2", "latest" }, await TagsAsync(client, reference));
    }

    [TestMethod]
    public async Task Layers_of_a_base_are_named_but_fetched_only_when_they_are_needed()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var target = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        await PushAsync(client, image, $"{registry.Host}/base:1");

        var store = new BlobStore(Folder["empty"]);
        var pulled = await ImagePull.ResolveAsync(
            client, RegistryReference.Parse($"{registry.Host}/base:1"), Platform.LinuxAmd64, store, Cancellation);
        Assert.IsFalse(pulled.Manifest.Layers.Any(store.Contains));

        var built = await ImageAssembler.AssembleAsync(
            store, pulled.ToBase(), [], new ImageSettings { Entrypoint = ["/opt/second"] }, Cancellation);
        await store.SetReferenceAsync("built:1", built.Descriptor, Cancellation);

        // The same registry mounts them, another one gets them through us.
        var same = await ImagePush.RunAsync(
            client, store, built.Descriptor, RegistryReference.Parse($"{registry.Host}/built:1"), [], Cancellation);
        Assert.AreEqual((1, 2), (same.Sent, same.Mounted));
        var other = await ImagePush.RunAsync(
            client, store, built.Descriptor, RegistryReference.Parse($"{target.Host}/built:1"), [], Cancellation);
        Assert.AreEqual(3, other.Sent);
        Assert.IsFalse(pulled.Manifest.Layers.Any(store.Contains));
        await PullElsewhereAsync(client, $"{target.Host}/built:1");

        Assert.IsGreaterThan(0, await ImagePull.CompleteAsync(client, store, built.Descriptor, Cancellation));
        Assert.IsTrue(pulled.Manifest.Layers.All(store.Contains));
    }

    [TestMethod]
    public async Task A_layer_that_nobody_has_is_named()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        File.Delete(Store.GetPath(LastLayer(image)));
        var failure = await FailsAsync(
            () => PushAsync(client, image, $"{registry.Host}/a:1"), DiagnosticCatalog.LayerSourceUnknown);
        StringAssert.Contains(failure.Message, LastLayer(image).ToString());
        Assert.IsNull(await client.FindManifestAsync(RegistryReference.Parse($"{registry.Host}/a:1"), Cancellation));
    }

    [TestMethod]
    public async Task A_damaged_layer_is_never_pushed()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        var path = Store.GetPath(LastLayer(image));
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        await FailsAsync(() => PushAsync(client, image, $"{registry.Host}/a:1"), DiagnosticCatalog.BlobDamaged);
        Assert.IsNull(await client.FindManifestAsync(RegistryReference.Parse($"{registry.Host}/a:1"), Cancellation));
    }

    [TestMethod]
    public async Task Tags_come_page_by_page_and_are_deleted_with_their_manifest()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        var reference = RegistryReference.Parse($"{registry.Host}/tags");
        string[] tags = [.. Enumerable.Range(10, 25).Select(number => $"v{number}")];
        await ImagePush.RunAsync(client, Store, image, reference with { Tag = tags[0] }, [.. tags[1..]], Cancellation);
        CollectionAssert.AreEquivalent(tags, await TagsAsync(client, reference, pageSize: 4));
        await client.DeleteManifestAsync(reference with { Digest = image.Digest }, Cancellation);
        Assert.IsNull(await client.FindManifestAsync(reference with { Tag = tags[3] }, Cancellation));
        await FailsAsync(
            () => client.GetManifestAsync(reference with { Tag = tags[3] }, Cancellation),
            DiagnosticCatalog.RegistryNotFound);
    }

    [TestMethod]
    public async Task Deleting_a_tag_alone_is_not_supported_by_this_registry_and_said_so()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        await PushAsync(client, await MakeImageAsync(), $"{registry.Host}/a:1");
        await FailsAsync(
            () => client.DeleteManifestAsync(RegistryReference.Parse($"{registry.Host}/a:1"), Cancellation),
            DiagnosticCatalog.RegistryUnsupported);
    }

    [TestMethod]
    public async Task Referrers_are_kept_under_the_fallback_tag_where_there_is_no_API()
    {
        using var registry = await RunningRegistry.StartAsync(Cancellation);
        using var client = await ConnectAsync();
        var image = await MakeImageAsync();
        var reference = RegistryReference.Parse($"{registry.Host}/a:1");
        await ImagePush.RunAsync(client, Store, image, reference, [], Cancellation);
        var subject = reference with { Tag = null, Digest = image.Digest };
        Assert.IsEmpty(await client.ListReferrersAsync(subject, null, Cancellation));

        // All at once: none may undo what another wrote.
        var artifacts = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => AttachAsync(client, subject, image, number)));
        var found = await client.ListReferrersAsync(subject, null, Cancellation);
        CollectionAssert.IsSubsetOf(artifacts, found.Select(entry => entry.Digest).ToArray());
        Assert.HasCount(1, await client.ListReferrersAsync(subject, "application/x.test.1", Cancellation));

        await client.DeleteManifestAsync(subject with { Digest = artifacts[0] }, Cancellation);
        var left = await client.ListReferrersAsync(subject, null, Cancellation);
        CollectionAssert.AreEquivalent(artifacts[1..], left.Select(entry => entry.Digest).ToArray());
    }

    private async Task<Digest> AttachAsync(RegistryClient client, RegistryReference subject, Descriptor image, int number)
    {
        var empty = await Store.WriteAsync("{}"u8.ToArray(), MediaTypes.Empty, Cancellation);
        var manifest = new ImageManifest
        {
            ArtifactType = $"application/x.test.{number}",
            Config = empty,
            Layers = [empty],
            Subject = image with { Platform = null },
        };
        var blob = await Store.WriteAsync(manifest.ToJson(), MediaTypes.ImageManifest, Cancellation);
        var pushed = await ImagePush.RunAsync(
            client, Store, blob, subject with { Digest = null }, [], Cancellation);
        return pushed.Reference.Digest!.Value;
    }

    private async Task<string[]> TagsAsync(RegistryClient client, RegistryReference reference, int pageSize = 100)
    {
        var tags = new List<string>();
        await foreach (var tag in client.ListTagsAsync(reference, Cancellation, pageSize))
        {
            tags.Add(tag);
        }

        return [.. tags];
    }
}
