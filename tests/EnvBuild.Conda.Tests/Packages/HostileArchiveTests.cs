using System.IO.Compression;
using System.Text;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>The wrapping of packages, made to do harm.</summary>
[TestClass]
public sealed class HostileArchiveTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task An_archive_is_told_to_be_cut_at_every_byte(bool asBzip2)
    {
        using var folder = new TemporaryFolder();
        var builder = new PackageBuilder().File("a", "text").Link("l", "a");
        var path = asBzip2 ? builder.WriteBzip2(folder.Path) : builder.WriteConda(folder.Path);
        var whole = await File.ReadAllBytesAsync(path);
        Assert.IsNull(await PackageProbe.TryAsync(path));
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(path, whole[..length]);
            Assert.AreEqual("ENV4101", (await PackageProbe.TryAsync(path))?.Code, $"at {length} of {whole.Length}");
        }

        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task What_follows_an_archive_changes_nothing_or_is_told(bool asBzip2)
    {
        using var folder = new TemporaryFolder();
        var builder = new PackageBuilder().File("a", "text");
        var path = asBzip2 ? builder.WriteBzip2(folder.Path) : builder.WriteConda(folder.Path);
        await File.AppendAllTextAsync(path, "garbage behind the end");
        var diagnostic = await PackageProbe.TryAsync(path);
        Assert.IsTrue(diagnostic is null || diagnostic.Code == "ENV4101", diagnostic?.ToString());
    }

    [TestMethod]
    public async Task What_follows_the_end_of_a_tar_is_not_read()
    {
        using var folder = new TemporaryFolder();
        var builder = new PackageBuilder { ListsPaths = false }.File("a", "text");
        byte[] tar = [.. builder.TarOf(info: false), .. new RawTar().Entry('0', "../../x", "x").ToArray()];
        Assert.IsNull(await PackageProbe.TryAsync(builder.WriteConda(folder.Path, tar, null)));
    }

    [TestMethod]
    public async Task Garbage_behind_a_compressed_part_is_told()
    {
        using var folder = new TemporaryFolder();
        var path = Rewrite(folder, (name, bytes) => name.StartsWith("pkg-") ? [.. bytes, .. "garbage"u8] : bytes);
        Assert.AreEqual("ENV4101", (await PackageProbe.TryAsync(path))?.Code);
    }

    [TestMethod]
    public async Task Two_files_of_the_format_version_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().WriteConda(folder.Path);
        using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Update))
        {
            PackageBuilder.Store(zip, "metadata.json", """{"conda_pkg_format_version": 2}"""u8.ToArray());
        }

        Assert.AreEqual("ENV4101", (await PackageProbe.TryAsync(path))?.Code);
    }

    [TestMethod]
    public async Task A_format_version_that_unpacks_to_anything_is_not_read_to_its_end()
    {
        using var folder = new TemporaryFolder();
        var path = folder["demo-1.0-0.conda"];
        using (var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            await using var stream = await zip.CreateEntry("metadata.json", CompressionLevel.Optimal).OpenAsync();
            await stream.WriteAsync(new byte[300 << 20]);
        }

        var before = GC.GetTotalAllocatedBytes();
        Assert.AreEqual("ENV4101", (await PackageProbe.TryAsync(path))?.Code);
        Assert.IsLessThan(64L << 20, GC.GetTotalAllocatedBytes() - before);
    }

    [TestMethod]
    [DataRow(22)]
    [DataRow(18)]
    public async Task A_head_that_disagrees_with_the_directory_is_not_believed(int field)
    {
        // Sizes in the heads of the parts; the directory at the end of the archive has the right ones.
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().File("a", "text").WriteConda(folder.Path);
        var bytes = await File.ReadAllBytesAsync(path);
        for (var at = IndexOf(bytes, "PK\u0003\u0004", 0); at >= 0; at = IndexOf(bytes, "PK\u0003\u0004", at + 4))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at + field), 0x7FFF_FFFF);
        }

        await File.WriteAllBytesAsync(path, bytes);
        var diagnostic = await PackageProbe.TryAsync(path);
        Assert.IsTrue(diagnostic is null || diagnostic.Code == "ENV4101", diagnostic?.ToString());
    }

    [TestMethod]
    [DataRow(20, 0x7FFF_FFF0u)]
    [DataRow(24, 0x7FFF_FFF0u)]
    [DataRow(24, 1u)]
    [DataRow(20, 0xFFFF_FFFFu)]
    [DataRow(42, 0x7FFF_FFF0u)]
    public async Task A_directory_that_lies_is_told(int field, uint value)
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().File("a", "text").WriteConda(folder.Path);
        var bytes = await File.ReadAllBytesAsync(path);
        for (var at = IndexOf(bytes, "PK\u0001\u0002", 0); at >= 0; at = IndexOf(bytes, "PK\u0001\u0002", at + 4))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(at + field), value);
        }

        await File.WriteAllBytesAsync(path, bytes);
        Assert.AreEqual("ENV4101", (await PackageProbe.TryAsync(path))?.Code);
    }

    [TestMethod]
    public async Task A_window_of_gigabytes_is_refused()
    {
        // A frame that asks for a window of 2 GB, with an empty last block.
        using var folder = new TemporaryFolder();
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, (31 - 10) << 3, 0x01, 0, 0];
        var path = Rewrite(folder, (name, bytes) => name.StartsWith("pkg-") ? frame : bytes);
        Assert.AreEqual("ENV4101", (await PackageProbe.TryAsync(path))?.Code);
    }

    [TestMethod]
    public async Task An_archive_within_an_archive_is_a_file()
    {
        using var folder = new TemporaryFolder();
        var inner = await File.ReadAllBytesAsync(new PackageBuilder("inner").File("../x", "x").WriteConda(folder.Path));
        var path = new PackageBuilder().File("share/inner.conda", inner).WriteConda(folder.Path);
        Assert.IsNull(await PackageProbe.TryAsync(path));
    }

    [TestMethod]
    public async Task A_package_without_its_metadata_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder().File("a", "x").WriteConda(folder.Path, null, new RawTar().ToArray());
        var diagnostic = await PackageProbe.TryAsync(path);
        Assert.AreEqual("ENV4106", diagnostic?.Code);
        Assert.Contains("info/index.json", diagnostic!.Message);
    }

    [TestMethod]
    [DataRow("name", "other")]
    [DataRow("version", "2.0")]
    [DataRow("build", "1")]
    public async Task A_package_that_is_another_than_its_name_says_is_refused(string key, string value)
    {
        var diagnostic = await LinkedTree.RefuseAsync(new PackageBuilder { Index = { [key] = value } });
        Assert.AreEqual("ENV4107", diagnostic.Code);
        Assert.Contains("demo-1.0-0.conda", diagnostic.Message);
        Assert.Contains(value, diagnostic.Message);
    }

    private static int IndexOf(byte[] bytes, string mark, int start)
    {
        var found = bytes.AsSpan(start).IndexOf(Encoding.Latin1.GetBytes(mark));
        return found < 0 ? -1 : start + found;
    }

    private static string Rewrite(TemporaryFolder folder, Func<string, byte[], byte[]> change)
    {
        var original = new PackageBuilder().File("a", "text").WriteConda(folder.Path);
        var parts = new List<(string Name, byte[] Bytes)>();
        using (var zip = ZipFile.OpenRead(original))
        {
            foreach (var entry in zip.Entries)
            {
                using var bytes = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(bytes);
                parts.Add((entry.FullName, bytes.ToArray()));
            }
        }

        using var written = new ZipArchive(File.Create(original), ZipArchiveMode.Create);
        parts.ForEach(part => PackageBuilder.Store(written, part.Name, change(part.Name, part.Bytes)));
        return original;
    }
}
