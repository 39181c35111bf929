using System.IO.Compression;
using CsCheck;
using EnvBuild.Oci.Compression;
using EnvBuild.Testing;

namespace EnvBuild.Oci.Tests.Compression;

[TestClass]
public sealed class GzipEncoderTests
{
    public static IEnumerable<object[]> Lengths =>
        new[]
        {
            0, 1, 2, 3, 4, 7, 8, 9, 100, 257, 258, 259, 4096, 32767, 32768, 32769, 65535, 65536, 131071, 131072, 131073,
            163840, 262144, 262145, 1_000_003,
        }
        .Select(length => new object[] { length });

    [TestMethod]
    [DynamicData(nameof(Lengths))]
    public void Whatever_is_compressed_comes_back(int length)
    {
        foreach (var data in new[]
        {
            TestData.Mixture(length), TestData.Words(length), TestData.Noise(length), new byte[length],
        })
        {
            CollectionAssert.AreEqual(data, Decompress(Compress(data, 81920)));
        }
    }

    [TestMethod]
    public void Random_data_of_few_symbols_comes_back() =>
        Gen.Select(Gen.Int[1, 256], Gen.Byte.Array[0, 3000], Gen.Int[1, 60]).Sample(
            (symbols, bytes, repeats) =>
            {
                var once = bytes.Select(value => (byte)(value % symbols)).ToArray();
                var data = Enumerable.Repeat(once, repeats).SelectMany(part => part).ToArray();
                return Decompress(Compress(data, 81920)).AsSpan().SequenceEqual(data);
            },
            iter: 300);

    [TestMethod]
    public void Codes_that_grow_like_Fibonacci_numbers_are_cut_to_the_limit()
    {
        var data = new List<byte>();
        var (count, next) = (1, 1);
        for (var symbol = 0; symbol < 22; symbol++)
        {
            data.AddRange(Enumerable.Repeat((byte)symbol, count));
            (count, next) = (next, count + next);
        }

        var shuffled = data.Zip(TestData.Noise(data.Count)).OrderBy(pair => pair.Second).Select(pair => pair.First).ToArray();
        CollectionAssert.AreEqual(shuffled, Decompress(Compress(shuffled, 1000)));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(511)]
    [DataRow(131072)]
    [DataRow(131073)]
    [DataRow(700_000)]
    public async Task The_output_does_not_depend_on_how_the_input_was_cut(int chunk)
    {
        var data = TestData.Mixture(600_000);
        var expected = Compress(data, 81920);
        CollectionAssert.AreEqual(expected, Compress(data, chunk));
        using var output = new MemoryStream();
        await using (var encoder = new GzipEncoder(output))
        {
            for (var i = 0; i < data.Length; i += chunk)
            {
                await encoder.WriteAsync(data.AsMemory(i, Math.Min(chunk, data.Length - i)));
                await encoder.FlushAsync();
            }
        }

        CollectionAssert.AreEqual(expected, output.ToArray());
    }

    // The format is frozen: digests of layers in every store and registry depend on it. Whoever has to change these
    // digests raises LayerWriter.FormatVersion.
    [TestMethod]
    [DataRow("empty", "30e6fa98fb48c2b132824d1ac5e2243c0be9e9082ff32598d34d7687ca7f6c7f")]
    [DataRow("words", "8fe3a815e8b85bc800defc2d0919a7f9f113dd30e7257fbe49629db3b0084ef6")]
    [DataRow("noise", "d622f8b6535066351f4c6e4a71a1656b7b2e3bfccfd8c2ace8a80208e05c3971")]
    [DataRow("zeros", "6146ecc14dd2a9f0588cb8f7122aea2c9541bc70bd4070369a7a1f1e1fa121d2")]
    [DataRow("mixture", "d8804feeee8389b76f72e1adbbc12b38a12e45f9e59776b91ba52c30540699b8")]
    public void The_output_is_the_frozen_one(string kind, string digest)
    {
        var data = kind switch
        {
            "words" => TestData.Words(2_000_000),
            "noise" => TestData.Noise(500_000),
            "zeros" => new byte[3_000_000],
            "mixture" => TestData.Mixture(5_000_000),
            _ => [],
        };
        Assert.AreEqual($"sha256:{digest}", Digest.Of(Compress(data, 81920)).ToString());
    }

    [TestMethod]
    public async Task The_gzip_program_accepts_the_output()
    {
        using var folder = new TemporaryFolder();
        var data = TestData.Mixture(3_000_000);
        await File.WriteAllBytesAsync(folder["data.gz"], Compress(data, 81920));
        await ExternalTool.RunAsync("gzip", "--test", folder["data.gz"]);
        await ExternalTool.RunAsync("gzip", "--decompress", folder["data.gz"]);
        CollectionAssert.AreEqual(data, await File.ReadAllBytesAsync(folder["data"]));
    }

    [TestMethod]
    public async Task Real_packages_become_no_larger_than_with_the_fastest_level_of_the_framework()
    {
        var archive = Corpus.RequireChannel("linux-64/numpy-1.24.2-py311deb12_0.conda");
        await using var zip = await ZipFile.OpenReadAsync(archive);
        var entry = zip.Entries.Single(entry => entry.Name.StartsWith("pkg-", StringComparison.Ordinal));
        await using var content = new ZstdSharp.DecompressionStream(await entry.OpenAsync());
        using var tar = new MemoryStream();
        await content.CopyToAsync(tar);
        var data = tar.ToArray();

        var ours = Compress(data, 81920);
        CollectionAssert.AreEqual(data, Decompress(ours));
        using var theirs = new MemoryStream();
        await using (var gzip = new GZipStream(theirs, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(data);
        }

        Assert.IsLessThan(theirs.Length * 1.1, ours.Length);
    }

    private static byte[] Compress(byte[] data, int chunk)
    {
        using var output = new MemoryStream();
        using (var encoder = new GzipEncoder(output))
        {
            for (var i = 0; i < data.Length; i += chunk)
            {
                encoder.Write(data, i, Math.Min(chunk, data.Length - i));
            }
        }

        return output.ToArray();
    }

    private static byte[] Decompress(byte[] compressed)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var output = new MemoryStream();
        gzip.CopyTo(output);
        return output.ToArray();
    }
}
