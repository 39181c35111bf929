using System.Formats.Tar;
using System.IO.Compression;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Layers;

namespace EnvBuild.Oci.Tests.Layers;

[TestClass]
public sealed class LayerWriterTests : OciTestBase
{
    private static readonly string LongName = new('n', 140);
    private static readonly string LongFolder = string.Join('/', Enumerable.Repeat("folder-of-some-length", 6));

    [TestMethod]
    public async Task The_bytes_are_the_frozen_ones()
    {
        var layer = await WriteAsync(Sample());
        Assert.AreEqual(
            "sha256:dc14ee36bc73b911c21f027e9c57bbb03ee09fec683e5c8631d378560dc91e91", layer.DiffId.ToString());
        Assert.AreEqual(
            "sha256:fd5b287da1dbb91a090553d14d4d907209be578a53ebc00d0ffdd7f407ec6d54", layer.Digest.ToString());
        Assert.AreEqual(MediaTypes.LayerGzip, layer.MediaType);
    }

    [TestMethod]
    public async Task The_order_of_the_entries_does_not_matter()
    {
        var expected = await WriteAsync(Sample());
        Assert.AreEqual(expected, await WriteAsync([.. Sample().Reverse()]));
        Assert.AreEqual(expected, await WriteAsync([.. Sample().OrderBy(entry => entry.Path.Length)]));
    }

    [TestMethod]
    public async Task Every_compression_has_the_same_content()
    {
        var plain = await WriteAsync(Sample(), LayerCompression.None);
        var zstd = await WriteAsync(Sample(), LayerCompression.Zstd);
        Assert.AreEqual(plain.DiffId, plain.Digest);
        Assert.AreEqual(plain.DiffId, zstd.DiffId);
        Assert.AreEqual(plain.DiffId, (await WriteAsync(Sample())).DiffId);
        Assert.AreEqual(plain.UncompressedSize, plain.Size);

        using var unpacked = new MemoryStream();
        await using var decoder = new ZstdSharp.DecompressionStream(Store.OpenRead(zstd.Digest));
        await decoder.CopyToAsync(unpacked, Cancellation);
        Assert.AreEqual(plain.DiffId, Digest.Of(unpacked.ToArray()));
    }

    [TestMethod]
    public async Task The_framework_reads_what_was_written()
    {
        var layer = await WriteAsync(Sample());
        await using var gzip = new GZipStream(Store.OpenRead(layer.Digest), CompressionMode.Decompress);
        await using var reader = new TarReader(gzip);
        var seen = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
        {
            var name = entry.Name.TrimEnd('/');
            seen.Add(name);
            Assert.AreEqual(0, entry.Uid + entry.Gid, name);
            Assert.AreEqual(DateTimeOffset.UnixEpoch, entry.ModificationTime, name);
            var source = Sample().SingleOrDefault(sample => sample.Path == name);
            if (source is { Kind: LayerEntryKind.File } && entry.EntryType == TarEntryType.RegularFile)
            {
                Assert.AreEqual((UnixFileMode)source.Mode, entry.Mode, name);
                Assert.AreEqual(source.Size, entry.Length, name);
            }
        }

        CollectionAssert.AreEqual(seen.OrderBy(name => name, StringComparer.Ordinal).ToArray(), seen);
        CollectionAssert.IsSubsetOf(Sample().Select(entry => entry.Path).ToArray(), seen);
        CollectionAssert.AllItemsAreUnique(seen);
    }

    [TestMethod]
    public async Task The_tar_program_lists_what_was_written()
    {
        var layer = await WriteAsync(Sample());
        var list = await ExternalTool.RunAsync(
            "tar", "--list", "--verbose", "--gzip", "--file", Store.GetPath(layer.Digest));
        Assert.Contains("drwxr-xr-x 0/0               0 1970-01-01 00:00 opt/env/\n", list);
        Assert.Contains("drwxrwxrwt 0/0               0 1970-01-01 00:00 tmp/\n", list);
        Assert.Contains("-rwxr-xr-x 0/0               7 1970-01-01 00:00 opt/env/bin/tool\n", list);
        Assert.Contains("-rwsr-xr-x 0/0               1 1970-01-01 00:00 opt/env/bin/owned\n", list);
        Assert.Contains("lrwxrwxrwx 0/0               0 1970-01-01 00:00 opt/env/bin/link -> /anywhere/at all\n", list);
        Assert.Contains(
            "hrw-r--r-- 0/0               0 1970-01-01 00:00 opt/env/z/second link to opt/env/a/first\n", list);
        Assert.Contains($" {LongFolder}/{LongName}\n", list);
        Assert.Contains(" opt/env/b/far -> " + new string('t', 200) + "\n", list);
        var names = await ExternalTool.RunAsync(
            "tar", "--list", "--gzip", "--quoting-style=literal", "--file", Store.GetPath(layer.Digest));
        Assert.Contains("opt/env/naïve/日本語/😀.txt\n", names);
    }

    [TestMethod]
    public async Task The_tar_program_unpacks_what_was_written()
    {
        var layer = await WriteAsync(Sample());
        Directory.CreateDirectory(Folder["out"]);
        await ExternalTool.RunAsync(
            "tar",
            ["--extract", "--gzip", "--no-same-owner", "-C", Folder["out"], "--file", Store.GetPath(layer.Digest)]);
        Assert.AreEqual("#!/bin", await ReadStartAsync("out/opt/env/bin/tool"));
        Assert.AreEqual("linked", await ReadStartAsync("out/opt/env/a/first"));
        Assert.AreEqual("linked", await ReadStartAsync("out/opt/env/z/second"));
        Assert.AreEqual(3_000_000, new FileInfo(Folder["out/opt/env/lib/big"]).Length);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("/etc/passwd")]
    [DataRow("../etc/passwd")]
    [DataRow("a/../../b")]
    [DataRow("a//b")]
    [DataRow("a/./b")]
    [DataRow("a/")]
    [DataRow("a/.wh.b")]
    [DataRow(".wh..wh..opq")]
    [DataRow(".wh.folder/b")]
    [DataRow("a\0b")]
    public async Task Paths_that_lead_astray_are_refused(string path)
    {
        await FailsAsync(() => WriteAsync([LayerEntry.ForContent(path, default)]), DiagnosticCatalog.LayerPathInvalid);
        Assert.IsEmpty(Directory.EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("blobs", StringComparison.Ordinal)
                || file.EndsWith(".tmp", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_path_that_is_no_Unicode_is_refused() => await FailsAsync(
        () => WriteAsync([LayerEntry.ForContent("a" + '\uD800', default)]), DiagnosticCatalog.LayerPathInvalid);

    [TestMethod]
    public async Task Entries_in_each_others_way_are_refused()
    {
        await FailsAsync(() => WriteAsync([File("a"), File("a")]), DiagnosticCatalog.LayerPathConflict);
        await FailsAsync(() => WriteAsync([File("a"), File("a/b")]), DiagnosticCatalog.LayerPathConflict);
        await FailsAsync(
            () => WriteAsync([LayerEntry.ForSymbolicLink("a", "/etc"), File("a/b/c")]),
            DiagnosticCatalog.LayerPathConflict);
    }

    [TestMethod]
    public async Task Hard_links_out_of_the_layer_are_refused()
    {
        await FailsAsync(() => WriteAsync([LayerEntry.ForHardLink("a", "b")]), DiagnosticCatalog.LayerLinkInvalid);
        await FailsAsync(
            () => WriteAsync([LayerEntry.ForHardLink("a", "b"), LayerEntry.ForDirectory("b")]),
            DiagnosticCatalog.LayerLinkInvalid);
        await FailsAsync(() => WriteAsync([LayerEntry.ForSymbolicLink("a", "")]), DiagnosticCatalog.LayerLinkInvalid);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(4)]
    public async Task Files_that_change_while_they_are_read_are_noticed(int said)
    {
        var entry = LayerEntry.ForContent("a", new byte[3]) with { Size = said };
        await FailsAsync(() => WriteAsync([entry]), DiagnosticCatalog.LayerFileChanged);
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
    }

    [TestMethod]
    public async Task A_file_that_is_gone_is_a_diagnostic() => await FailsAsync(
        () => WriteAsync([LayerEntry.ForFile("a", 0b110_100_100, Folder["missing"], 3)]),
        DiagnosticCatalog.FileAccessFailed);

    [TestMethod]
    public async Task Files_are_read_from_disk_when_their_turn_comes()
    {
        var path = Folder.Write("file", "content");
        var fromDisk = await WriteAsync([LayerEntry.ForFile("a", 0b110_100_100, path, 7)]);
        Assert.AreEqual(await WriteAsync([LayerEntry.ForContent("a", "content"u8.ToArray())]), fromDisk);
    }

    [TestMethod]
    public async Task A_layer_of_nothing_is_an_empty_tar()
    {
        var layer = await WriteAsync([]);
        Assert.AreEqual(1024, layer.UncompressedSize);
    }

    [TestMethod]
    public async Task Cancelling_leaves_nothing_behind()
    {
        using var source = new CancellationTokenSource();
        var entry = new LayerEntry("a", LayerEntryKind.File, 0, Size: 10, Open: async cancellation =>
        {
            await source.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return Stream.Null;
        });
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => LayerWriter.WriteAsync([entry], Store, LayerCompression.Gzip, source.Token));
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/ingest"]));
        Assert.IsEmpty(Directory.EnumerateFiles(Folder["store/blobs/sha256"]));
    }

    private static LayerEntry File(string path) => LayerEntry.ForContent(path, "x"u8.ToArray());

    private static LayerEntry[] Sample() =>
    [
        LayerEntry.ForContent("opt/env/bin/tool", "#!/bin\n"u8.ToArray(), executable: true),
        LayerEntry.ForContent("opt/env/bin/owned", "x"u8.ToArray()) with { Mode = 0b100_111_101_101 },
        LayerEntry.ForContent("opt/env/lib/empty", default),
        LayerEntry.ForContent("opt/env/lib/block", TestData.Words(512)),
        LayerEntry.ForContent("opt/env/lib/big", TestData.Mixture(3_000_000)),
        LayerEntry.ForContent("opt/env/lib-with-dash", TestData.Words(700)),
        LayerEntry.ForContent("opt/env/naïve/日本語/😀.txt", TestData.Words(10)),
        LayerEntry.ForContent($"{LongFolder}/{LongName}", TestData.Words(20)),
        LayerEntry.ForContent($"{LongFolder}/short", TestData.Words(20)),
        LayerEntry.ForContent(LongName, TestData.Words(20)),
        LayerEntry.ForContent("opt/env/z/second", "linked"u8.ToArray()),
        LayerEntry.ForHardLink("opt/env/a/first", "opt/env/z/second"),
        LayerEntry.ForHardLink("opt/env/zz", "opt/env/z/second"),
        LayerEntry.ForSymbolicLink("opt/env/bin/link", "/anywhere/at all"),
        LayerEntry.ForSymbolicLink("opt/env/b/far", new string('t', 200)),
        LayerEntry.ForDirectory("tmp", 0b001_111_111_111),
    ];

    private Task<Layer> WriteAsync(LayerEntry[] entries, LayerCompression compression = LayerCompression.Gzip) =>
        LayerWriter.WriteAsync(entries, Store, compression, Cancellation);

    private async Task<string> ReadStartAsync(string path) =>
        (await System.IO.File.ReadAllTextAsync(Folder[path], Cancellation))[..6];
}
