using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Tests.Layers;

/// <summary>Content that is packed already goes into gzip layers as it is.</summary>
[TestClass]
public sealed class SplicedLayerTests : OciTestBase
{
    private static readonly byte[][] Contents = [Text(20_000), Text(400_000), Text(3_000_000), Text(100), Noise(300_000)];

    [TestMethod]
    public async Task The_content_is_that_of_a_layer_packed_here()
    {
        var spliced = await WriteAsync(Sample());
        var packed = await WriteAsync(Sample().Select(entry => entry with { Deflated = null }));
        Assert.AreEqual((packed.DiffId, packed.UncompressedSize), (spliced.DiffId, spliced.UncompressedSize));
        Assert.AreNotEqual(packed.Digest, spliced.Digest);
        Assert.AreEqual(spliced, await WriteAsync(Sample()));

        await using var gzip = new GZipStream(Store.OpenRead(spliced.Digest), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await gzip.CopyToAsync(unpacked, Cancellation);
        Assert.AreEqual(spliced.DiffId, Digest.Of(unpacked.ToArray()));
    }

    [TestMethod]
    public async Task The_packed_bytes_are_in_the_layer()
    {
        var layer = await WriteAsync(Sample());
        var bytes = await File.ReadAllBytesAsync(Store.GetPath(layer.Digest), Cancellation);
        Assert.IsGreaterThan(0, bytes.AsSpan().IndexOf(Deflate(Contents[1])));
        Assert.IsGreaterThan(0, bytes.AsSpan().IndexOf(Deflate(Contents[4])));
        Assert.AreEqual(-1, bytes.AsSpan().IndexOf(Deflate(Contents[3])), "a small file goes with its neighbours");
    }

    [TestMethod]
    [DataRow("gzip")]
    [DataRow("pigz")]
    public async Task Other_programs_unpack_it(string program)
    {
        var layer = await WriteAsync(Sample());
        await ExternalTool.RunAsync(program, "--test", Store.GetPath(layer.Digest));
        Directory.CreateDirectory(Folder["out"]);
        await ExternalTool.RunAsync(
            "tar",
            ["--extract", $"--use-compress-program={program}", "--no-same-owner", "-C", Folder["out"], "-f", Store.GetPath(layer.Digest)]);
        for (var i = 0; i < Contents.Length; i++)
        {
            CollectionAssert.AreEqual(Contents[i], await File.ReadAllBytesAsync(Folder[$"out/file{i}"], Cancellation));
        }
    }

    [TestMethod]
    [DataRow(LayerCompression.None)]
    [DataRow(LayerCompression.Zstd)]
    public async Task Other_compressions_take_the_unpacked_content(LayerCompression compression)
    {
        var gzip = await WriteAsync(Sample());
        var other = await LayerWriter.WriteAsync(Sample(), Store, compression, Cancellation);
        Assert.AreEqual(gzip.DiffId, other.DiffId);
    }

    [TestMethod]
    public async Task Packed_content_that_is_another_is_refused()
    {
        var good = Entry(0, Contents[1]);
        var packed = good.Deflated!;
        var other = Deflate(Contents[0]);
        var damaged = Deflate(Contents[1]);
        damaged[^20..].CopyTo(damaged, 40);
        DeflatedContent[] wrong =
        [
            packed with { Crc32 = packed.Crc32 + 1 },
            packed with { Size = packed.Size + 1 },
            packed with { Size = other.Length, Open = _ => ValueTask.FromResult<Stream>(new MemoryStream(other)) },
            packed with { Open = _ => ValueTask.FromResult<Stream>(new MemoryStream(damaged)) },
            packed with { Open = _ => ValueTask.FromResult<Stream>(new MemoryStream(damaged[..50])) },
        ];
        foreach (var content in wrong)
        {
            await FailsAsync(() => WriteAsync([good with { Deflated = content }]), DiagnosticCatalog.LayerFileChanged);
        }

        await FailsAsync(() => WriteAsync([good with { Size = 9000 }]), DiagnosticCatalog.LayerFileChanged);
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    private static IEnumerable<LayerEntry> Sample() => Contents.Select((content, index) => Entry(index, content));

    private static LayerEntry Entry(int index, byte[] content)
    {
        var packed = Deflate(content);
        return LayerEntry.ForContent($"file{index}", content) with
        {
            Deflated = new DeflatedContent(
                packed.Length,
                Crc32.HashToUInt32(content),
                _ => ValueTask.FromResult<Stream>(new MemoryStream(packed, writable: false))),
        };
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Text(int length) =>
        [.. Enumerable.Range(0, length).Select(index => (byte)('a' + ((index * (long)index / 7) % 19)))];

    // Hashes of numbers: nothing that can be packed.
    private static byte[] Noise(int length) =>
        [.. Enumerable.Range(0, length / 32).SelectMany(index => SHA256.HashData(BitConverter.GetBytes(index)))];

    private Task<Layer> WriteAsync(IEnumerable<LayerEntry> entries) =>
        LayerWriter.WriteAsync(entries, Store, LayerCompression.Gzip, Cancellation);
}
