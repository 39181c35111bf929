using System.Formats.Tar;
using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Exporting;

namespace EnvBuild.Oci.Tests.Exporting;

[TestClass]
public sealed class ImageExporterTests : ImageTestBase
{
    [TestMethod]
    [DataRow(ImageExportFormat.DockerArchive)]
    [DataRow(ImageExportFormat.OciArchive)]
    public async Task An_archive_is_the_same_whenever_it_is_written(ImageExportFormat format)
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, "one.tar", format, "quickstart:1.0");
        await ExportAsync(image, "two.tar", format, "quickstart:1.0");
        using var stream = new MemoryStream();
        await ImageExporter.WriteArchiveAsync(Store, [new(image, ["quickstart:1.0"])], stream, format, Cancellation);
        var one = await File.ReadAllBytesAsync(Folder["one.tar"], Cancellation);
        CollectionAssert.AreEqual(one, await File.ReadAllBytesAsync(Folder["two.tar"], Cancellation));
        CollectionAssert.AreEqual(one, stream.ToArray());
    }

    [TestMethod]
    public async Task The_archive_for_Docker_names_the_image_in_all_three_ways()
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, "image.tar", ImageExportFormat.DockerArchive, "team/quickstart:1.0", "other");
        var files = await ReadTarAsync(Folder["image.tar"]);
        using var manifest = JsonDocument.Parse(files["manifest.json"]);
        var described = manifest.RootElement.EnumerateArray().Single();
        CollectionAssert.AreEqual(
            new[] { "team/quickstart:1.0", "other:latest" },
            described.GetProperty("RepoTags").EnumerateArray().Select(tag => tag.GetString()).ToArray());
        Assert.IsTrue(files.ContainsKey(described.GetProperty("Config").GetString()!));
        Assert.IsTrue(
            described.GetProperty("Layers").EnumerateArray().All(layer => files.ContainsKey(layer.GetString()!)));

        using var index = JsonDocument.Parse(files["index.json"]);
        var annotations = index.RootElement.GetProperty("manifests").EnumerateArray()
            .Select(entry => entry.GetProperty("annotations").Deserialize<Dictionary<string, string>>()!)
            .ToArray();
        Assert.AreEqual("docker.io/team/quickstart:1.0", annotations[0]["io.containerd.image.name"]);
        Assert.AreEqual("team/quickstart:1.0", annotations[0]["org.opencontainers.image.ref.name"]);
        Assert.AreEqual("docker.io/library/other:latest", annotations[1]["io.containerd.image.name"]);
        Assert.AreEqual("""{"imageLayoutVersion":"1.0.0"}""", System.Text.Encoding.UTF8.GetString(files["oci-layout"]));
    }

    [TestMethod]
    [DataRow("localhost/a:1", "localhost/a:1")]
    [DataRow("registry.example:5000/team/a:1", "registry.example:5000/team/a:1")]
    [DataRow("host:5000/a", "host:5000/a:latest")]
    [DataRow("a", "docker.io/library/a:latest")]
    [DataRow("a/b__c", "docker.io/a/b__c:latest")]
    public void Names_are_completed_as_engines_do(string name, string full) =>
        Assert.AreEqual(full, ImageName.Full(name));

    [TestMethod]
    [DataRow("Upper:1")]
    [DataRow("a b")]
    [DataRow("a:")]
    [DataRow("a:-x")]
    [DataRow("-a")]
    [DataRow("a//b")]
    [DataRow("")]
    [DataRow("a:b\n")]
    public async Task Names_that_engines_refuse_are_refused(string name)
    {
        var image = await MakeImageAsync();
        await FailsAsync(
            () => ExportAsync(image, "image.tar", ImageExportFormat.DockerArchive, name),
            DiagnosticCatalog.ReferenceNameInvalid);
        Assert.IsFalse(File.Exists(Folder["image.tar"]));
    }

    [TestMethod]
    public async Task A_damaged_blob_is_never_exported()
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, "image.tar", ImageExportFormat.OciArchive, "a:1");
        var before = await File.ReadAllBytesAsync(Folder["image.tar"], Cancellation);
        var path = Store.GetPath(LastLayer(image));
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        await FailsAsync(
            () => ExportAsync(image, "image.tar", ImageExportFormat.OciArchive, "a:1"), DiagnosticCatalog.BlobDamaged);
        CollectionAssert.AreEqual(before, await File.ReadAllBytesAsync(Folder["image.tar"], Cancellation));
        Assert.IsEmpty(Directory.EnumerateFiles(Folder.Path, "*.tmp"));
    }

    [TestMethod]
    public async Task A_layout_replaces_a_layout_and_nothing_else()
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, "layout", ImageExportFormat.OciLayout, "a:1");
        await ExportAsync(image, "layout", ImageExportFormat.OciLayout, "a:2");
        Assert.Contains("a:2", await File.ReadAllTextAsync(Folder["layout/index.json"], Cancellation));
        Folder.Write("mine/thesis.txt", "years of work");
        await FailsAsync(
            () => ExportAsync(image, "mine", ImageExportFormat.OciLayout, "a:1"), DiagnosticCatalog.ExportImpossible);
        await FailsAsync(
            () => ExportAsync(image, "mine", ImageExportFormat.OciArchive, "a:1"), DiagnosticCatalog.ExportImpossible);
        Assert.IsTrue(File.Exists(Folder["mine/thesis.txt"]));
        Assert.AreEqual(
            "layout mine store",
            string.Join(
                ' ',
                Directory.GetFileSystemEntries(Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    public async Task Skopeo_reads_the_store_itself()
    {
        var image = await MakeImageAsync();
        await Store.SetReferenceAsync("quickstart:1.0", image, Cancellation);
        await Store.WriteIndexAsync(Cancellation);
        await AssertSkopeoReadsAsync($"oci:{Store.Folder}:quickstart:1.0", image);
    }

    [TestMethod]
    [DataRow(ImageExportFormat.OciArchive, "oci-archive:{0}:quickstart:1.0")]
    [DataRow(ImageExportFormat.OciLayout, "oci:{0}:quickstart:1.0")]
    [DataRow(ImageExportFormat.DockerArchive, "oci-archive:{0}:quickstart:1.0")]
    [DataRow(ImageExportFormat.DockerArchive, "docker-archive:{0}:quickstart:1.0")]
    public async Task Skopeo_reads_every_export(ImageExportFormat format, string reference)
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, "image", format, "quickstart:1.0");
        var isDocker = reference.StartsWith("docker-archive", StringComparison.Ordinal);
        await AssertSkopeoReadsAsync(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, reference, Folder["image"]),
            isDocker ? null : image);
    }

    private static async Task<Dictionary<string, byte[]>> ReadTarAsync(string path)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var reader = new TarReader(File.OpenRead(path));
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry)
        {
            var content = new MemoryStream();
            await (entry.DataStream ?? Stream.Null).CopyToAsync(content);
            files.Add(entry.Name, content.ToArray());
        }

        return files;
    }

    private async Task AssertSkopeoReadsAsync(string reference, Descriptor? image)
    {
        using var inspected = JsonDocument.Parse(await ExternalTool.RunAsync("skopeo", "inspect", reference));
        Assert.AreEqual("amd64", inspected.RootElement.GetProperty("Architecture").GetString());
        if (image is not null)
        {
            Assert.AreEqual(image.Digest.ToString(), inspected.RootElement.GetProperty("Digest").GetString());
        }

        await ExternalTool.RunAsync("skopeo", "copy", "--insecure-policy", reference, $"dir:{Folder["copy"]}");
        Assert.HasCount(2, Manifest(Folder["copy/manifest.json"]).GetProperty("layers").EnumerateArray());
    }

    private static JsonElement Manifest(string path) => JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;

    [TestMethod]
    public async Task A_store_or_a_layout_with_other_files_is_never_replaced()
    {
        var image = await MakeImageAsync();
        await FailsAsync(
            () => ImageExporter.ExportAsync(
                Store, [new(image, ["a:1"])], Store.Folder, ImageExportFormat.OciLayout, Cancellation),
            DiagnosticCatalog.ExportImpossible);
        Assert.IsTrue(Directory.Exists(Path.Combine(Store.Folder, "refs")));

        await ExportAsync(image, "layout", ImageExportFormat.OciLayout, "a:1");
        await ExportAsync(image, "layout", ImageExportFormat.OciLayout, "a:2");
        await File.WriteAllTextAsync(Folder["layout/notes.txt"], "mine", Cancellation);
        await FailsAsync(
            () => ExportAsync(image, "layout", ImageExportFormat.OciLayout, "a:3"), DiagnosticCatalog.ExportImpossible);
        Assert.IsTrue(File.Exists(Folder["layout/notes.txt"]));
    }

    [TestMethod]
    [DataRow("store", ImageExportFormat.OciLayout)]
    [DataRow("store/", ImageExportFormat.OciLayout)]
    [DataRow("store/new", ImageExportFormat.OciLayout)]
    [DataRow("other/../store/index.json", ImageExportFormat.OciArchive)]
    [DataRow("", ImageExportFormat.OciLayout)]
    public async Task Nothing_is_exported_into_the_store_or_over_it(string path, ImageExportFormat format)
    {
        var image = await MakeImageAsync();
        var index = await File.ReadAllBytesAsync(Folder["store/index.json"], Cancellation);
        var told = await FailsAsync(
            () => ExportAsync(image, path, format, "a:1"), DiagnosticCatalog.ExportImpossible);
        Assert.Contains("name another place", told.Message);
        CollectionAssert.AreEqual(index, await File.ReadAllBytesAsync(Folder["store/index.json"], Cancellation));
        Assert.IsTrue(await Store.IsCompleteAsync(image.Digest, Cancellation));
        Assert.IsFalse(Directory.Exists(Folder["store/new"]));
    }

    [TestMethod]
    [DataRow("refs/a")]
    [DataRow("documents/a/b")]
    [DataRow("locks/a")]
    [DataRow("notes.txt")]
    [DataRow("blobs/notes.txt")]
    [DataRow("blobs/sha256/notes.txt")]
    public async Task A_layout_with_anything_else_is_not_replaced(string foreign)
    {
        var image = await MakeImageAsync();
        await ExportAsync(image, "layout", ImageExportFormat.OciLayout, "a:1");
        Folder.Write($"layout/{foreign}", "mine");
        var told = await FailsAsync(
            () => ExportAsync(image, "layout", ImageExportFormat.OciLayout, "a:2"), DiagnosticCatalog.ExportImpossible);
        var named = foreign.StartsWith("blobs", StringComparison.Ordinal) ? foreign : foreign.Split('/')[0];
        Assert.Contains($"'{named.Replace('/', Path.DirectorySeparatorChar)}'", told.Message);
        Assert.AreEqual("mine", await File.ReadAllTextAsync(Folder[$"layout/{foreign}"], Cancellation));
        Assert.Contains("a:1", await File.ReadAllTextAsync(Folder["layout/index.json"], Cancellation));
        Assert.IsEmpty(Directory.EnumerateFileSystemEntries(Folder.Path, "*.tmp*"));
    }

    [TestMethod]
    public async Task A_folder_that_only_looks_like_a_layout_is_not_replaced()
    {
        var image = await MakeImageAsync();
        Folder.Write($"mine/blobs/sha256/{new string('a', 64)}", "mine");
        await FailsAsync(
            () => ExportAsync(image, "mine", ImageExportFormat.OciLayout, "a:1"), DiagnosticCatalog.ExportImpossible);
        Directory.CreateDirectory(Folder["empty"]);
        await ExportAsync(image, "empty", ImageExportFormat.OciLayout, "a:1");
        Assert.IsTrue(File.Exists(Folder["empty/index.json"]));
    }

    private Task ExportAsync(Descriptor image, string path, ImageExportFormat format, params string[] names) =>
        ImageExporter.ExportAsync(Store, [new(image, [.. names])], Folder[path], format, Cancellation);
}
