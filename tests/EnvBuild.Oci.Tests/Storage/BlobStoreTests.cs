using System.Text;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;
using Microsoft.Extensions.Time.Testing;

namespace EnvBuild.Oci.Tests.Storage;

[TestClass]
public sealed class BlobStoreTests : OciTestBase
{
    private static readonly byte[] Content = TestData.Words(300_000);

    [TestMethod]
    public async Task A_blob_comes_back_under_its_digest()
    {
        var blob = await WriteAsync(Content);
        Assert.AreEqual(Digest.Of(Content), blob.Digest);
        Assert.AreEqual(Content.Length, blob.Size);
        Assert.AreEqual(blob.Size, Store.GetLength(blob.Digest));
        CollectionAssert.AreEqual(Content, await Store.ReadAllBytesAsync(blob.Digest, Cancellation));
        Assert.IsTrue(await Store.VerifyAsync(blob.Digest, Cancellation));
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    [TestMethod]
    public async Task Content_that_does_not_match_is_never_visible()
    {
        var other = Digest.Of("other"u8);
        await FailsAsync(() => WriteAsync(Content, other), DiagnosticCatalog.BlobMismatch);
        Assert.IsFalse(Store.Contains(other));
        Assert.IsFalse(Store.Contains(Digest.Of(Content)));
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    [TestMethod]
    public async Task A_blob_is_not_visible_before_it_is_committed()
    {
        await using (var ingest = await Store.OpenIngestAsync(Cancellation))
        {
            await ingest.Content.WriteAsync(Content, Cancellation);
            Assert.IsFalse(Store.Contains(Digest.Of(Content)));
        }

        Assert.IsFalse(Store.Contains(Digest.Of(Content)));
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    [TestMethod]
    public async Task A_missing_blob_is_a_diagnostic() => await FailsAsync(
        () => Store.ReadAllBytesAsync(Digest.Of("nothing"u8), Cancellation), DiagnosticCatalog.BlobMissing);

    [TestMethod]
    [DataRow("flip")]
    [DataRow("cut")]
    [DataRow("grow")]
    public async Task A_damaged_blob_is_set_aside_and_can_be_written_again(string damage)
    {
        var blob = await WriteAsync(Content);
        var bytes = (byte[])Content.Clone();
        bytes[1000] ^= 1;
        await File.WriteAllBytesAsync(
            Store.GetPath(blob.Digest),
            damage switch { "flip" => bytes, "cut" => Content[..1000], _ => [.. Content, 0] },
            Cancellation);

        await FailsAsync(() => Store.ReadAllBytesAsync(blob.Digest, Cancellation), DiagnosticCatalog.BlobDamaged);
        Assert.IsFalse(Store.Contains(blob.Digest));
        await WriteAsync(Content);
        Assert.IsTrue(await Store.VerifyAsync(blob.Digest, Cancellation));
    }

    [TestMethod]
    public async Task Writing_a_small_blob_again_heals_it()
    {
        var blob = await Store.WriteAsync("{}"u8.ToArray(), MediaTypes.Empty, Cancellation);
        await File.WriteAllTextAsync(Store.GetPath(blob.Digest), "[]", Cancellation);
        await Store.WriteAsync("{}"u8.ToArray(), MediaTypes.Empty, Cancellation);
        Assert.IsTrue(await Store.VerifyAsync(blob.Digest, Cancellation));
    }

    [TestMethod]
    public async Task Documents_come_back_and_damaged_ones_do_not()
    {
        await Store.WriteDocumentAsync("kind", "../key", "{\"a\":1}"u8.ToArray(), Cancellation);
        Assert.AreEqual(
            "{\"a\":1}", Encoding.UTF8.GetString((await Store.ReadDocumentAsync("kind", "../key", Cancellation))!));
        Assert.IsNull(await Store.ReadDocumentAsync("kind", "other", Cancellation));
        Assert.IsNull(await Store.ReadDocumentAsync("other", "../key", Cancellation));

        var file = Directory.EnumerateFiles(Folder["store/documents"], "*", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file, Cancellation)).Replace('1', '2'), Cancellation);
        Assert.IsNull(await Store.ReadDocumentAsync("kind", "../key", Cancellation));
    }

    [TestMethod]
    public async Task A_cached_layer_without_its_blob_is_a_miss()
    {
        var layer = await LayerWriter.WriteAsync(
            [LayerEntry.ForContent("a", Content)], Store, LayerCompression.Gzip, Cancellation);
        Assert.IsNull(await Store.GetLayerAsync("key", Cancellation));
        await Store.SetLayerAsync("key", layer, Cancellation);
        Assert.AreEqual(layer, await Store.GetLayerAsync("key", Cancellation));

        await File.WriteAllTextAsync(Store.GetPath(layer.Digest), "short", Cancellation);
        Assert.IsNull(await Store.GetLayerAsync("key", Cancellation));
        File.Delete(Store.GetPath(layer.Digest));
        Assert.IsNull(await Store.GetLayerAsync("key", Cancellation));
    }

    [TestMethod]
    public async Task Only_what_is_older_than_a_day_is_swept()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var store = new BlobStore(Folder["store"], clock);
        await using var ingest = await store.OpenIngestAsync(Cancellation);
        clock.Advance(TimeSpan.FromHours(23));
        Assert.AreEqual(0, store.SweepAbandoned());
        clock.Advance(TimeSpan.FromHours(2));
        Assert.AreEqual(1, store.SweepAbandoned());
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    [TestMethod]
    public async Task A_folder_with_another_layout_is_refused()
    {
        Folder.Write("store/oci-layout", """{"imageLayoutVersion":"2.0.0"}""");
        await FailsAsync(() => Store.CreateAsync(Cancellation), DiagnosticCatalog.StoreUnusable);
        Folder.Write("store/oci-layout", "hello");
        await FailsAsync(() => Store.CreateAsync(Cancellation), DiagnosticCatalog.StoreUnusable);
    }

    [TestMethod]
    public async Task A_file_in_place_of_the_store_is_a_diagnostic()
    {
        Folder.Write("store", "");
        await FailsAsync(() => WriteAsync(Content), DiagnosticCatalog.FileAccessFailed);
    }

    private Task<Descriptor> WriteAsync(byte[] content, Digest? expected = null) =>
        Store.WriteAsync(new MemoryStream(content), "application/octet-stream", expected, Cancellation);
}
