using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Packages;

[TestClass]
public sealed class PackageArchiveTests
{
    [TestMethod]
    [DataRow(false, 64 << 20)]
    [DataRow(false, 16 << 10)]
    [DataRow(true, 64 << 20)]
    [DataRow(true, 16 << 10)]
    public async Task Content_can_be_read_in_any_order(bool asBzip2, int memoryLimit)
    {
        using var folder = new TemporaryFolder();
        var builder = new PackageBuilder();
        for (var i = 0; i < 50; i++)
        {
            builder.File($"share/{i}", new string((char)('a' + (i % 26)), i * 100));
        }

        var path = asBzip2 ? builder.WriteBzip2(folder.Path) : builder.WriteConda(folder.Path);
        var options = new PackageArchiveOptions { MemoryLimit = memoryLimit, SpoolFolder = folder.Path };
        await using var archive = await PackageArchive.OpenAsync(path, options, CancellationToken.None);
        for (var i = 49; i >= 0; i--)
        {
            Assert.IsTrue(archive.TryGetEntry($"share/{i}", out var entry));
            using var reader = new StreamReader(entry.Content.OpenRead(), Encoding.ASCII);
            Assert.AreEqual(new string((char)('a' + (i % 26)), i * 100), await reader.ReadToEndAsync());
        }
    }

    [TestMethod]
    public async Task Nothing_stays_behind_when_an_archive_is_closed()
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().File("a", new byte[1 << 20]).WriteConda(folder.Path);
        var spool = Directory.CreateDirectory(folder["spool"]).FullName;
        var options = new PackageArchiveOptions { MemoryLimit = 16 << 10, SpoolFolder = spool };
        await using (await PackageArchive.OpenAsync(path, options, CancellationToken.None))
        {
            Assert.HasCount(1, Directory.GetFiles(spool));
        }

        Assert.IsEmpty(Directory.GetFiles(spool));
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(7)]
    public async Task Several_bzip2_streams_are_one_archive(int streams)
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().File("a", new string('x', 100_000)).WriteBzip2(folder.Path, streams);
        await using var archive = await PackageArchive.OpenAsync(path, CancellationToken.None);
        Assert.IsTrue(archive.TryGetEntry("a", out var entry));
        Assert.AreEqual(100_000, entry.Content.Length);
    }

    [TestMethod]
    public async Task Long_names_are_kept()
    {
        var name = string.Join('/', Enumerable.Repeat(new string('n', 90), 5));
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().File(name, "x").Link("l", name));
        Assert.AreEqual("x", tree[name]);
        Assert.AreEqual(name, tree.Entry("l").LinkTarget);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_truncated_archive_is_told_wherever_it_ends(bool asBzip2)
    {
        var whole = WriteSample(asBzip2);
        for (var length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 60))
        {
            var diagnostic = await OpenDamagedAsync(whole[..length], asBzip2);
            Assert.AreEqual("ENV4101", diagnostic?.Code, $"at {length} of {whole.Length}: {diagnostic}");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_flipped_bit_is_told_or_does_no_harm(bool asBzip2)
    {
        var whole = WriteSample(asBzip2);
        for (var i = 0; i < whole.Length; i += Math.Max(1, whole.Length / 150))
        {
            var damaged = whole.ToArray();
            damaged[i] ^= (byte)(1 << (i % 8));
            var diagnostic = await OpenDamagedAsync(damaged, asBzip2);
            Assert.IsTrue(IsExpected(diagnostic), $"at {i}: {diagnostic}");
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Noise_inside_the_tar_is_told_or_does_no_harm(bool inInfo)
    {
        using var folder = new TemporaryFolder();
        var sample = SampleBuilder();
        for (var round = 0; round < 150; round++)
        {
            var tar = sample.TarOf(inInfo);
            for (var i = 0; i < 3; i++)
            {
                tar[(int)(((round * 7919L) + (i * 104729L)) * 31 % tar.Length)] = (byte)((round * 31) + (i * 17));
            }

            var path = sample.WriteConda(folder.Path, inInfo ? null : tar, inInfo ? tar : null);
            var diagnostic = await OpenAndLinkAsync(path);
            Assert.IsTrue(IsExpected(diagnostic), $"round {round}: {diagnostic}");
        }
    }

    [TestMethod]
    [DataRow("demo-1.0-0.zip", "ENV4102")]
    [DataRow("demo-1.0-0.whl", "ENV4102")]
    [DataRow("demo-1.0-0.conda", "ENV4101")]
    [DataRow("demo-1.0-0.tar.bz2", "ENV4101")]
    public async Task Something_else_is_told(string fileName, string code)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(fileName, "<html>captive portal</html>");
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(
            () => PackageArchive.OpenAsync(path, CancellationToken.None));
        Assert.AreEqual(code, exception.Diagnostics.Single().Code);
    }

    [TestMethod]
    public async Task A_missing_file_is_told()
    {
        using var folder = new TemporaryFolder();
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(
            () => PackageArchive.OpenAsync(folder["gone-1.0-0.conda"], CancellationToken.None));
        Assert.AreEqual("ENV0003", exception.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow("""{"conda_pkg_format_version": 3}""", "ENV4102")]
    [DataRow("{}", "ENV4101")]
    [DataRow("[]", "ENV4101")]
    [DataRow("""{"conda_pkg_format_version": "2"}""", "ENV4101")]
    [DataRow("not json", "ENV4101")]
    public async Task Another_format_version_is_not_guessed_at(string metadata, string code)
    {
        var builder = new PackageBuilder { FormatVersion = metadata };
        Assert.AreEqual(code, (await LinkedTree.RefuseAsync(builder)).Code);
    }

    [TestMethod]
    [DataRow("info-")]
    [DataRow("pkg-")]
    public async Task A_part_that_is_missing_or_twice_there_is_told(string prefix)
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().WriteConda(folder.Path);
        using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Update))
        {
            PackageBuilder.Store(zip, $"{prefix}more.tar.zst", PackageBuilder.Zstd([]));
        }

        Assert.AreEqual("ENV4101", (await OpenAndLinkAsync(path))?.Code);
        using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Update))
        {
            zip.Entries.Where(entry => entry.Name.StartsWith(prefix)).ToList().ForEach(entry => entry.Delete());
        }

        Assert.AreEqual("ENV4101", (await OpenAndLinkAsync(path))?.Code);
    }

    [TestMethod]
    [DataRow("index.json", "[]")]
    [DataRow("index.json", "{")]
    [DataRow("index.json", """{"name": "\ud800"}""")]
    [DataRow("index.json", """{"\ud800": "x"}""")]
    [DataRow("paths.json", "{}")]
    [DataRow("paths.json", """{"paths": [1]}""")]
    [DataRow("paths.json", """{"paths": [{}]}""")]
    [DataRow("paths.json", """{"paths": [{"_path": "a", "file_mode": "octal"}]}""")]
    [DataRow("paths.json", """{"paths": [{"_path": "a"}, {"_path": "a", "no_link": true}]}""")]
    [DataRow("link.json", """{"noarch": {"entry_points": [1]}}""")]
    public async Task Metadata_that_breaks_the_rules_is_told(string file, string text)
    {
        var diagnostic = await LinkedTree.RefuseAsync(new PackageBuilder().ReplaceInfo(file, text));
        Assert.AreEqual("ENV4106", diagnostic.Code);
        Assert.Contains("info/" + file, diagnostic.Message);
    }

    [TestMethod]
    public async Task Opening_stops_when_it_is_cancelled()
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().WriteConda(folder.Path);
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => PackageArchive.OpenAsync(path, new CancellationToken(canceled: true)));
    }

    private static bool IsExpected(Diagnostic? diagnostic) =>
        diagnostic is null || diagnostic.Code.StartsWith("ENV41") || diagnostic.Code.StartsWith("ENV42");

    private static PackageBuilder SampleBuilder() => new PackageBuilder()
        .File("bin/a", string.Concat(Enumerable.Range(0, 2000)), "123", "text")
        .File("lib/b.so", "/build/placeholder\0", "/build/placeholder", "binary")
        .Link("lib/l", "b.so")
        .HardLink("lib/h", "lib/b.so")
        .Entry(TarEntryType.Directory, "share/");

    private static byte[] WriteSample(bool asBzip2)
    {
        using var folder = new TemporaryFolder();
        var builder = SampleBuilder();
        return File.ReadAllBytes(asBzip2 ? builder.WriteBzip2(folder.Path) : builder.WriteConda(folder.Path));
    }

    private static async Task<Diagnostic?> OpenDamagedAsync(byte[] bytes, bool asBzip2)
    {
        using var folder = new TemporaryFolder();
        var path = folder[asBzip2 ? "demo-1.0-0.tar.bz2" : "demo-1.0-0.conda"];
        await File.WriteAllBytesAsync(path, bytes);
        return await OpenAndLinkAsync(path);
    }

    private static async Task<Diagnostic?> OpenAndLinkAsync(string path)
    {
        try
        {
            await using var archive = await PackageArchive.OpenAsync(path, CancellationToken.None);
            await Conda.Linking.PackageLinker.LinkAsync(
                archive, new("u", "c", "f", "s", "m", 1), LinkedTree.Options, CancellationToken.None);
            return null;
        }
        catch (EnvBuildException exception)
        {
            return exception.Diagnostics.Single();
        }
    }
}
