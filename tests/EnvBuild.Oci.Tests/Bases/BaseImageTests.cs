using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Exporting;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Tests.Bases;

[TestClass]
public sealed class BaseImageTests : ImageTestBase
{
    private static readonly Platform LinuxArm64 = new() { Os = "linux", Architecture = "arm64" };

    [TestMethod]
    [DataRow(ImageExportFormat.OciLayout, "oci:base")]
    [DataRow(ImageExportFormat.OciArchive, "oci-archive:base")]
    [DataRow(ImageExportFormat.DockerArchive, "oci-archive:base:quickstart:1.0")]
    public async Task A_layout_gives_the_very_image(ImageExportFormat format, string text)
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, format, "quickstart:1.0");
        var other = new BlobStore(Folder["other"]);
        var found = await OpenAsync(text, other);
        Assert.AreEqual(image.Digest, found.Digest);
        CollectionAssert.AreEqual(
            ReadManifest(image).Layers.ToArray(), found.Layers.Select(layer => layer.ToDescriptor()).ToArray());
        foreach (var layer in found.Layers)
        {
            Assert.IsTrue(await other.VerifyAsync(layer.Digest, Cancellation));
        }

        Assert.AreEqual(
            found.Digest,
            await BaseImage.IdentifyAsync(Reference(text), Platform.LinuxAmd64, other, Cancellation));
    }

    [TestMethod]
    [DataRow("docker-archive:base")]
    [DataRow("docker-archive:base:quickstart:1.0")]
    public async Task An_archive_for_Docker_is_known_by_its_config(string text)
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, ImageExportFormat.DockerArchive, "quickstart:1.0");
        var found = await OpenAsync(text, new BlobStore(Folder["other"]));
        Assert.AreEqual(ReadManifest(image).Config.Digest, found.Digest);
        CollectionAssert.AreEqual(
            ReadManifest(image).Layers.Select(layer => layer.Digest).ToArray(),
            found.Layers.Select(layer => layer.Digest).ToArray());
    }

    [TestMethod]
    public async Task Archives_of_the_old_form_by_skopeo_give_the_same_layers()
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, ImageExportFormat.OciArchive, "quickstart:1.0");
        await ExternalTool.RunAsync(
            "skopeo",
            ["copy", "--insecure-policy", $"oci-archive:{Folder["base"]}", $"docker-archive:{Folder["old.tar"]}:a:1"]);
        var found = await OpenAsync("docker-archive:old.tar", new BlobStore(Folder["other"]));
        CollectionAssert.AreEqual(
            ReadManifest(image).Layers.Select(layer => layer.Digest).ToArray(),
            found.Layers.Select(layer => layer.Digest).ToArray());

        await using (var packed = new GZipStream(File.Create(Folder["old.tar.gz"]), CompressionLevel.Fastest))
        await using (var plain = File.OpenRead(Folder["old.tar"]))
        {
            await plain.CopyToAsync(packed, Cancellation);
        }

        var again = await OpenAsync("docker-archive:old.tar.gz:a:1", new BlobStore(Folder["third"]));
        Assert.AreEqual(found.Digest, again.Digest);
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["third/ingest"]));
    }

    [TestMethod]
    public async Task Layers_that_are_links_in_the_archive_are_followed_inside_it()
    {
        var layer = await PlainTarAsync("file", "content");
        var config = Config(Digest.Of(layer), Digest.Of(layer));
        await WriteTarAsync(
            "linked.tar",
            ("config.json", config),
            ("1/layer.tar", layer),
            ("2/layer.tar", "-> ../1/layer.tar"),
            ("manifest.json", """[{"Config":"config.json","RepoTags":null,"Layers":["1/layer.tar","2/layer.tar"]}]"""));
        var found = await OpenAsync("docker-archive:linked.tar");
        Assert.AreEqual(found.Layers[0], found.Layers[1]);
    }

    [TestMethod]
    [DataRow("""[{"Config":"../config.json","Layers":[]}]""")]
    [DataRow("""[{"Config":"/etc/passwd","Layers":[]}]""")]
    [DataRow("""[{"Config":"config.json","Layers":["../../../../etc/passwd"]}]""")]
    [DataRow("""[{"Config":"config.json","Layers":["out"]}]""")]
    [DataRow("""[{"Config":"config.json","Layers":["loop"]}]""")]
    [DataRow("""[{"Config":"config.json","Layers":["other"]}]""")]
    [DataRow("""[{"Config":"config.json","Layers":[]}]""")]
    [DataRow(
        """[{"Config":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.json","Layers":["layer"]}]""")]
    public async Task Archives_that_lie_or_lead_outside_are_damaged(string manifest)
    {
        var layer = await PlainTarAsync("file", "content");
        await WriteTarAsync(
            "bad.tar",
            ("config.json", Config(Digest.Of(layer))),
            ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.json", Config(Digest.Of(layer))),
            ("layer", layer),
            ("other", "something else"),
            ("out", "-> ../../../../../../etc/passwd"),
            ("loop", "-> loop"),
            ("manifest.json", manifest));
        await FailsAsync(() => OpenAsync("docker-archive:bad.tar"), DiagnosticCatalog.BaseDamaged);
    }

    [TestMethod]
    [DataRow("[null]")]
    [DataRow("{}")]
    [DataRow("[{\"Config\":1}]")]
    [DataRow("not json")]
    public async Task Manifests_that_are_none_are_unreadable(string manifest)
    {
        await WriteTarAsync("bad.tar", ("manifest.json", manifest), ("index.json", manifest));
        await FailsAsync(() => OpenAsync("docker-archive:bad.tar"), DiagnosticCatalog.BaseUnreadable);
    }

    [TestMethod]
    public async Task What_is_no_image_is_unreadable()
    {
        Folder.Write("empty/readme", "");
        Folder.Write("text.tar", string.Concat(Enumerable.Repeat("this is not a tar archive\n", 100)));
        Folder.Write("nothing.tar", "");
        await WriteTarAsync("other.tar", ("readme", "hello"));
        foreach (var text in new[]
        {
            "oci:empty", "oci-archive:text.tar", "docker-archive:text.tar", "oci-archive:nothing.tar",
            "oci-archive:other.tar", "docker-archive:other.tar",
        })
        {
            await FailsAsync(() => OpenAsync(text), DiagnosticCatalog.BaseUnreadable);
        }
    }

    [TestMethod]
    [DataRow("oci:missing")]
    [DataRow("oci-archive:missing.tar")]
    [DataRow("docker-archive:missing.tar:a")]
    public async Task What_is_not_there_is_told(string text)
    {
        var diagnostic = await FailsAsync(() => OpenAsync(text), DiagnosticCatalog.BaseNotFound);
        Assert.Contains(Folder["missing"], diagnostic.Message);
    }

    [TestMethod]
    public async Task Names_and_platforms_that_are_not_there_are_told_with_those_that_are()
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, ImageExportFormat.DockerArchive, "quickstart:1.0");
        foreach (var kind in new[] { "oci-archive", "docker-archive" })
        {
            var name = await FailsAsync(() => OpenAsync($"{kind}:base:other:2"), DiagnosticCatalog.BaseNameMissing);
            Assert.Contains("quickstart:1.0", name.Message);
            var platform = await FailsAsync(
                () => BaseImage.OpenAsync(Reference($"{kind}:base"), LinuxArm64, Store, Cancellation),
                DiagnosticCatalog.BasePlatformMissing);
            Assert.Contains("linux/amd64", platform.Message);
        }
    }

    [TestMethod]
    public async Task The_platform_chooses_from_an_index()
    {
        var amd = await MakeImageAsync();
        var arm = await MakeImageAsync(LinuxArm64 with { Variant = "v8" });
        var index = await ImageAssembler.AssembleIndexAsync(Store, [amd, arm], null, Cancellation);
        await ExportAsync(index, ImageExportFormat.OciLayout, "both:1");
        Assert.AreEqual(amd.Digest, (await OpenAsync("oci:base:both:1")).Digest);
        var found = await BaseImage.OpenAsync(Reference("oci:base"), LinuxArm64, Store, Cancellation);
        Assert.AreEqual(arm.Digest, found.Digest);
    }

    [TestMethod]
    public async Task One_of_several_images_has_to_be_named()
    {
        var one = await MakeImageAsync();
        var two = await MakeImageAsync(content: "other");
        await ImageExporter.ExportAsync(
            Store,
            [new(one, ["one:1"]), new(two, ["two:2"])],
            Folder["base"],
            ImageExportFormat.DockerArchive,
            Cancellation);
        foreach (var kind in new[] { "oci-archive", "docker-archive" })
        {
            var diagnostic = await FailsAsync(() => OpenAsync($"{kind}:base"), DiagnosticCatalog.BaseNameMissing);
            Assert.Contains("one:1, two:2", diagnostic.Message);
        }

        Assert.AreEqual(two.Digest, (await OpenAsync("oci-archive:base:two:2")).Digest);
    }

    [TestMethod]
    [DataRow("flip")]
    [DataRow("cut")]
    [DataRow("missing")]
    public async Task Damage_in_any_blob_is_noticed(string damage)
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, ImageExportFormat.OciLayout, "a:1");
        foreach (var blob in Directory.EnumerateFiles(Folder["base/blobs/sha256"]))
        {
            var content = await File.ReadAllBytesAsync(blob, Cancellation);
            var changed = (byte[])content.Clone();
            changed[content.Length / 2] ^= 4;
            File.Delete(blob);
            if (damage != "missing")
            {
                await File.WriteAllBytesAsync(blob, damage == "flip" ? changed : content[..^3], Cancellation);
            }

            var other = new BlobStore(Folder[Guid.NewGuid().ToString()]);
            await FailsAsync(() => OpenAsync("oci:base", other), DiagnosticCatalog.BaseDamaged);
            await File.WriteAllBytesAsync(blob, content, Cancellation);
        }
    }

    [TestMethod]
    public async Task A_layer_that_is_not_the_one_of_the_config_is_noticed()
    {
        var layer = await PlainTarAsync("file", "content");
        var blob = await Store.WriteAsync(layer, MediaTypes.LayerTar, Cancellation);
        var config = await Store.WriteAsync(
            Encoding.UTF8.GetBytes(Config(Digest.Of("other"u8))), MediaTypes.ImageConfig, Cancellation);
        var manifest = await Store.WriteAsync(
            new ImageManifest { Config = config, Layers = [blob] }.ToJson(), MediaTypes.ImageManifest, Cancellation);
        await ExportAsync(manifest, ImageExportFormat.OciLayout, "a:1");
        await FailsAsync(() => OpenAsync("oci:base", new BlobStore(Folder["other"])), DiagnosticCatalog.BaseDamaged);
    }

    [TestMethod]
    [DataRow("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", MediaTypes.ImageConfig)]
    [DataRow(MediaTypes.LayerGzip, "application/vnd.example.model")]
    public async Task What_cannot_be_built_on_is_refused(string layerType, string configType)
    {
        var layer = await PlainTarAsync("file", "content");
        var blob = await Store.WriteAsync(layer, layerType, Cancellation);
        var config = await Store.WriteAsync(Encoding.UTF8.GetBytes(Config(Digest.Of(layer))), configType, Cancellation);
        var manifest = await Store.WriteAsync(
            new ImageManifest { Config = config, Layers = [blob] }.ToJson(), MediaTypes.ImageManifest, Cancellation);
        await ExportAsync(manifest, ImageExportFormat.OciLayout, "a:1");
        await FailsAsync(() => OpenAsync("oci:base"), DiagnosticCatalog.BaseUnsupported);
    }

    private static string Config(params Digest[] diffIds) => Encoding.UTF8.GetString(new ImageConfig
    {
        Os = "linux",
        Architecture = "amd64",
        Rootfs = new RootFilesystem { DiffIds = diffIds },
    }.ToJson());

    private async Task<byte[]> PlainTarAsync(string name, string content)
    {
        await WriteTarAsync("plain.tar", (name, content));
        return await File.ReadAllBytesAsync(Folder["plain.tar"], Cancellation);
    }

    private async Task WriteTarAsync(string path, params (string Name, object Content)[] files)
    {
        await using var writer = new TarWriter(File.Create(Folder[path]), TarEntryFormat.Pax);
        foreach (var (name, content) in files)
        {
            var isLink = content is string text && text.StartsWith("-> ", StringComparison.Ordinal);
            var bytes = content as byte[] ?? Encoding.UTF8.GetBytes((string)content);
            await writer.WriteEntryAsync(
                isLink
                    ? new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = ((string)content)[3..] }
                    : new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) },
                Cancellation);
        }
    }

    private BaseReference Reference(string text) => BaseReference.Parse(text, Folder.Path);

    private Task<BaseImage> OpenAsync(string text, BlobStore? store = null) =>
        BaseImage.OpenAsync(Reference(text), Platform.LinuxAmd64, store ?? Store, Cancellation);

    private Task ExportAsync(Descriptor image, ImageExportFormat format, string name) =>
        ImageExporter.ExportAsync(Store, [new(image, [name])], Folder["base"], format, Cancellation);
}
