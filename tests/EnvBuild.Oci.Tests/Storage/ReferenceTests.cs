using System.Text.Json;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Tests.Storage;

[TestClass]
public sealed class ReferenceTests : OciTestBase
{
    public static IEnumerable<object[]> Names =>
        new[]
        {
            "a", "quickstart:1.0", "Quickstart:1.0", "registry.example:5000/team/env@1", "../../etc/passwd", "..", ".",
            "con",
            "con.txt", "NUL", "a b", "ümlaut", "日本", "trailing.", "%41", "a\\b", "a*?<>|\"", new string('x', 1000),
            new string('x', 999) + "y",
        }
        .Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Every_name_comes_back_from_a_file_in_the_folder_of_names(string name)
    {
        var image = await MakeImageAsync();
        await Store.SetReferenceAsync(name, image, Cancellation);
        Assert.AreEqual(image.Digest, (await Store.GetReferenceAsync(name, Cancellation))!.Digest);
        var file = Path.GetFileName(Directory.EnumerateFiles(Folder["store/refs"]).Single());
        Assert.IsLessThanOrEqualTo(200, file.Length);
        Assert.AreEqual(file, file.ToLowerInvariant());
        Assert.AreEqual(name, (await Store.ListReferencesAsync(Cancellation)).Single().Name);
        Assert.IsTrue(Store.DeleteReference(name));
        Assert.IsFalse(Store.DeleteReference(name));
        Assert.IsNull(await Store.GetReferenceAsync(name, Cancellation));
    }

    [TestMethod]
    public async Task All_names_stand_side_by_side()
    {
        var image = await MakeImageAsync();
        var names = Names.Select(row => (string)row[0]).Order(StringComparer.Ordinal).ToArray();
        foreach (var name in names)
        {
            await Store.SetReferenceAsync(name, image, Cancellation);
        }

        CollectionAssert.AreEqual(
            names, (await Store.ListReferencesAsync(Cancellation)).Select(reference => reference.Name).ToArray());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("a\nb")]
    [DataRow("a\0b")]
    public async Task Names_that_cannot_be_shown_are_refused(string name)
    {
        var image = await MakeImageAsync();
        await FailsAsync(
            () => Store.SetReferenceAsync(name, image, Cancellation), DiagnosticCatalog.ReferenceNameInvalid);
    }

    [TestMethod]
    [DataRow("manifest")]
    [DataRow("config")]
    [DataRow("layer")]
    public async Task A_name_is_never_given_to_an_incomplete_image(string missing)
    {
        var image = await MakeImageAsync();
        var manifest = await ReadManifestAsync(image);
        Assert.IsTrue(await Store.IsCompleteAsync(image.Digest, Cancellation));
        File.Delete(Store.GetPath(missing switch
        {
            "manifest" => image.Digest,
            "config" => manifest.Config.Digest,
            _ => manifest.Layers[0].Digest,
        }));
        Assert.IsFalse(await Store.IsCompleteAsync(image.Digest, Cancellation));
        await FailsAsync(
            () => Store.SetReferenceAsync("a", image, Cancellation), DiagnosticCatalog.ReferenceIncomplete);
        Assert.IsNull(await Store.GetReferenceAsync("a", Cancellation));
    }

    [TestMethod]
    public async Task A_layer_of_the_wrong_size_is_missing()
    {
        var image = await MakeImageAsync();
        var manifest = await ReadManifestAsync(image);
        await File.AppendAllTextAsync(Store.GetPath(manifest.Layers[0].Digest), "x", Cancellation);
        Assert.IsFalse(await Store.IsCompleteAsync(image.Digest, Cancellation));
    }

    [TestMethod]
    public async Task A_damaged_name_is_no_name()
    {
        var image = await MakeImageAsync();
        await Store.SetReferenceAsync("a", image, Cancellation);
        Folder.Write("store/refs/a", "{}");
        Folder.Write("store/refs/b", "");
        Assert.IsNull(await Store.GetReferenceAsync("a", Cancellation));
        Assert.IsEmpty(await Store.ListReferencesAsync(Cancellation));
    }

    [TestMethod]
    public async Task Damaged_names_are_told_apart_from_sound_ones()
    {
        Assert.IsEmpty(await Store.ListDamagedReferencesAsync(Cancellation));
        var image = await MakeImageAsync();
        await Store.SetReferenceAsync("sound:1", image, Cancellation);
        Assert.IsEmpty(await Store.ListDamagedReferencesAsync(Cancellation));
        Folder.Write("store/refs/empty", "");
        Folder.Write("store/refs/half", "{\"name\":\"half\",\"tar");
        File.Copy(Directory.EnumerateFiles(Folder["store/refs"], "sound*").Single(), Folder["store/refs/copy"]);
        CollectionAssert.AreEqual(
            new[] { "copy", "empty", "half" },
            (await Store.ListDamagedReferencesAsync(Cancellation)).Select(Path.GetFileName).ToArray());
        Assert.AreEqual("sound:1", (await Store.ListReferencesAsync(Cancellation)).Single().Name);
    }

    [TestMethod]
    public async Task What_is_there_already_is_not_written_again()
    {
        var image = await MakeImageAsync();
        await WriteAllAsync();
        var before = FilesAndTimes();
        await WriteAllAsync();
        CollectionAssert.AreEqual(before, FilesAndTimes());

        await File.WriteAllTextAsync(Folder["store/index.json"], "{}", Cancellation);
        await File.WriteAllTextAsync(Store.GetPath(Digest.Of("{}"u8)), "[]", Cancellation);
        await WriteAllAsync();
        Assert.Contains("a:1", await File.ReadAllTextAsync(Folder["store/index.json"], Cancellation));
        Assert.IsTrue(await Store.VerifyAsync(Digest.Of("{}"u8), Cancellation));

        async Task WriteAllAsync()
        {
            await Store.WriteAsync("{}"u8.ToArray(), MediaTypes.Empty, Cancellation);
            await Store.WriteDocumentAsync("kind", "key", "text"u8.ToArray(), Cancellation);
            await Store.SetReferenceAsync("a:1", image, Cancellation);
            await Store.WriteIndexAsync(Cancellation);
        }

        // The folder for files on their way in changes with each of them.
        string[] FilesAndTimes() =>
        [
            .. new DirectoryInfo(Folder["store"]).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Select(entry => $"{entry.FullName} {entry.LastWriteTimeUtc.Ticks}")
                .Order(StringComparer.Ordinal),
        ];
    }

    [TestMethod]
    public async Task The_index_lists_the_names()
    {
        var image = await MakeImageAsync();
        await Store.SetReferenceAsync("b:2", image, Cancellation);
        await Store.SetReferenceAsync("a:1", image, Cancellation);
        await Store.WriteIndexAsync(Cancellation);
        using var index = JsonDocument.Parse(await File.ReadAllBytesAsync(Folder["store/index.json"], Cancellation));
        var names = index.RootElement.GetProperty("manifests").EnumerateArray()
            .Select(manifest => manifest.GetProperty("annotations"))
            .Select(annotations => annotations.GetProperty("org.opencontainers.image.ref.name").GetString());
        Assert.AreEqual("a:1|b:2", string.Join('|', names));
    }

    private async Task<ImageManifest> ReadManifestAsync(Descriptor image) =>
        ManifestDocument.Parse(await Store.ReadAllBytesAsync(image.Digest, Cancellation), "image").Manifest!;

    private async Task<Descriptor> MakeImageAsync()
    {
        var layer = await LayerWriter.WriteAsync(
            [LayerEntry.ForContent("a", "b"u8.ToArray())], Store, LayerCompression.Gzip, Cancellation);
        var image = await ImageAssembler.AssembleAsync(
            Store, BaseImage.Scratch(Platform.LinuxAmd64), [new(layer, "a")], new ImageSettings(), Cancellation);
        return image.Descriptor;
    }
}
