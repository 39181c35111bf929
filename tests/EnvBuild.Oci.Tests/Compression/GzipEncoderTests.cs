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

    // Around each power of two, the ends of blocks, windows and stored parts: every form of content that a layer has.
    [TestMethod]
    public void Every_length_around_a_boundary_comes_back()
    {
        var boundaries = Enumerable.Range(0, 19).Select(power => 1 << power)
            .Concat([258, 516, 65535, 98304, 65536 + 32768, 3 * 65536, 131072 + 65535]);
        var lengths = boundaries.SelectMany(boundary => Enumerable.Range(boundary - 9, 19))
            .Concat(Enumerable.Range(0, 700))
            .Where(length => length >= 0)
            .Distinct()
            .ToArray();
        byte[][] contents =
        [
            TestData.Mixture(lengths.Max()), TestData.Words(lengths.Max()), TestData.Noise(lengths.Max()),
            new byte[lengths.Max()],
        ];
        foreach (var length in lengths)
        {
            var data = contents[length % contents.Length].AsSpan(0, length);
            Assert.IsTrue(Decompress(Compress(data.ToArray(), 81920)).AsSpan().SequenceEqual(data), $"{length} bytes");
        }
    }

    [TestMethod]
    public void Random_lengths_up_to_seventy_thousand_come_back_however_they_were_cut() =>
        Gen.Select(Gen.Int[0, 70_000], Gen.Int[1, 70_000], Gen.ULong[1, 1000]).Sample(
            (length, chunk, seed) =>
            {
                var data = TestData.Mixture(length, seed);
                var compressed = Compress(data, chunk);
                return compressed.AsSpan().SequenceEqual(Compress(data, Math.Max(1, length)))
                    && Decompress(compressed).AsSpan().SequenceEqual(data);
            },
            iter: 100);

    // One repetition at every distance around those that can be said and those that 16 bits can tell apart.
    [TestMethod]
    [DataRow(1)]
    [DataRow(256)]
    [DataRow(257)]
    [DataRow(32767)]
    [DataRow(32768)]
    [DataRow(32769)]
    [DataRow(65535)]
    [DataRow(65536)]
    [DataRow(65537)]
    [DataRow(98304)]
    [DataRow(131071)]
    [DataRow(131072)]
    [DataRow(131073)]
    [DataRow(196608)]
    public void Repetitions_at_any_distance_come_back(int distance)
    {
        foreach (var before in new[] { 0, 1, 32766, 32767, 32768, 65535, 65536, 131070 })
        {
            var period = TestData.Noise(distance, 3);
            byte[] data =
                [.. TestData.Noise(before, 5), .. period, .. period.Take(70_000), .. period.Take(9)];
            CollectionAssert.AreEqual(data, Decompress(Compress(data, 81920)));
        }
    }

    [TestMethod]
    public void Noise_grows_by_the_heads_of_stored_parts_alone()
    {
        var data = TestData.Noise(1_000_000);
        Assert.IsLessThan(data.Length + 160, Compress(data, 81920).Length);
    }

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

        var shuffled = data.Zip(TestData.Noise(data.Count))
            .OrderBy(pair => pair.Second)
            .Select(pair => pair.First)
            .ToArray();
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
    [DataRow("words", "622cbfc46772119f26d89e6c1c3acefec8bd36a512bcbe7b396d19027ca8bc49")]
    [DataRow("noise", "d622f8b6535066351f4c6e4a71a1656b7b2e3bfccfd8c2ace8a80208e05c3971")]
    [DataRow("zeros", "6146ecc14dd2a9f0588cb8f7122aea2c9541bc70bd4070369a7a1f1e1fa121d2")]
    [DataRow("mixture", "e3bca645e9c94683a81d4dea83db0246fb6eda0a683b56668a0b2232ea5734d0")]
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

        Assert.IsLessThan(theirs.Length, ours.Length);
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
