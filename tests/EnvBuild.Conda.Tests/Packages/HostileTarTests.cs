using System.Diagnostics;
using EnvBuild.Conda.Packages;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>Tars that are made to do harm.</summary>
[TestClass]
public sealed class HostileTarTests
{
    [TestMethod]
    [DataRow("..\\..\\etc\\passwd")]
    [DataRow("C:\\Windows\\x")]
    [DataRow("C:/Windows/x")]
    [DataRow("~/x")]
    [DataRow("share/$(reboot)")]
    public async Task What_is_special_elsewhere_is_a_plain_name_on_Linux(string path)
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().File(path, "x"));
        Assert.AreEqual("x", tree[path]);
    }

    [TestMethod]
    public async Task Paths_that_differ_in_case_alone_are_two_files()
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().File("share/A", "1").File("share/a", "2"));
        Assert.AreEqual("12", tree["share/A"] + tree["share/a"]);
    }

    [TestMethod]
    public async Task Modes_that_give_rights_away_are_taken_away()
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().File("bin/su", "x", unixMode: 0xFFF));
        Assert.AreEqual(0x1ED, tree.Entry("bin/su").Mode);
    }

    [TestMethod]
    public async Task A_hard_link_to_a_link_leads_nowhere_either()
    {
        var package = new PackageBuilder().Link("x", "/etc").HardLink("y", "x").File("y/passwd", "root");
        Assert.AreEqual("ENV4103", (await LinkedTree.RefuseAsync(package)).Code);
    }

    [TestMethod]
    [DataRow("path", "../../etc/passwd")]
    [DataRow("path", "/etc/passwd")]
    [DataRow("path", "lib/../../x")]
    [DataRow("path", "lib/.wh.x")]
    public async Task Attributes_that_override_a_path_are_checked(string key, string value) => Assert.AreEqual(
        "ENV4103", (await RefuseAsync(new RawTar().Pax((key, value)).Entry('0', "share/x", "x"))).Code);

    [TestMethod]
    [DataRow("path", "../../etc/passwd")]
    [DataRow("size", "99999999")]
    public async Task Attributes_of_all_entries_are_not_applied(string key, string value)
    {
        using var folder = new TemporaryFolder();
        var tar = new RawTar().GlobalPax(key, value).Entry('0', "share/x", "x").ToArray();
        var path = new PackageBuilder().WriteConda(folder.Path, tar, null);
        await using var archive = await PackageArchive.OpenAsync(path, CancellationToken.None);
        Assert.IsTrue(archive.TryGetEntry("share/x", out var entry));
        Assert.AreEqual(1, entry.Content.Length);
    }

    [TestMethod]
    public async Task A_long_name_of_GNU_is_checked() => Assert.AreEqual(
        "ENV4103",
        (await RefuseAsync(
            new RawTar().Entry('L', "././@LongLink", "../../etc/passwd\0").Entry('0', "share/x", "x"))).Code);

    [TestMethod]
    [DataRow('x')]
    [DataRow('g')]
    [DataRow('L')]
    [DataRow('K')]
    [DataRow('0')]
    [DataRow('5')]
    [DataRow('2')]
    public async Task Sizes_that_lie_cost_nothing(char type)
    {
        // 64 and 256 megabytes, one, two and eight gigabytes, more than there are, and less than nothing, in both ways of writing numbers.
        var most = "\u0080\0\0\0\u007F" + new string('\u00FF', 7);
        var negative = new string('\u00FF', 11) + '\u00FE';
        foreach (var size in (string[])["00400000043", "02000000000", "07777777777", "17777777777", "77777777777", most, negative, "-0000000001"])
        {
            var before = GC.GetTotalAllocatedBytes();
            var diagnostic = await TryAsync(new RawTar().Entry(type, "share/x", "abc", size));
            Assert.IsTrue(diagnostic is null || diagnostic.Code is "ENV4101" or "ENV4103", $"{size}: {diagnostic}");
            Assert.IsLessThan(64L << 20, GC.GetTotalAllocatedBytes() - before, size);
        }
    }

    [TestMethod]
    public async Task A_name_that_looks_like_a_header_is_a_name()
    {
        using var folder = new TemporaryFolder();
        var name = new string('x', 511);
        var tar = new RawTar().Entry('L', "l", name + "\0").Entry('0', "s").ToArray();
        var path = new PackageBuilder().WriteConda(folder.Path, tar, null);
        await using var archive = await PackageArchive.OpenAsync(path, CancellationToken.None);
        Assert.IsTrue(archive.TryGetEntry(name, out _));
    }

    [TestMethod]
    [DataRow("99999999999")]
    [DataRow("-1")]
    [DataRow("many")]
    [DataRow("9223372036854775807")]
    [DataRow("4")]
    public async Task Attributes_that_override_a_size_are_believed_only_within_the_archive(string size)
    {
        var diagnostic = await TryAsync(new RawTar().Pax(("size", size)).Entry('0', "share/x", "abc"));
        Assert.IsTrue(diagnostic is null || diagnostic.Code == "ENV4101", diagnostic?.ToString());
    }

    [TestMethod]
    [DataRow('3')]
    [DataRow('4')]
    [DataRow('6')]
    [DataRow('S')]
    [DataRow('M')]
    [DataRow('V')]
    [DataRow('D')]
    [DataRow('N')]
    [DataRow('Z')]
    [DataRow('s')]
    public async Task What_is_no_file_folder_or_link_is_refused(char type)
    {
        var code = (await RefuseAsync(new RawTar().Entry(type, "share/x"))).Code;
        Assert.IsTrue(code is "ENV4105" or "ENV4101", code);
    }

    [TestMethod]
    [DataRow("GNU.sparse.map")]
    [DataRow("GNU.sparse.major")]
    [DataRow("GNU.sparse.realsize")]
    public async Task A_sparse_file_is_not_taken_for_its_map_of_holes(string key) => Assert.AreEqual(
        "ENV4105", (await RefuseAsync(new RawTar().Pax((key, "1")).Entry('0', "share/x", "1\n0\n512\n"))).Code);

    [TestMethod]
    public async Task A_target_that_no_Linux_takes_is_refused() => Assert.AreEqual(
        "ENV4103", (await LinkedTree.RefuseAsync(new PackageBuilder().Link("l", new string('t', 5000)))).Code);

    [TestMethod]
    public async Task Paths_count_together()
    {
        var package = new PackageBuilder().File(new string('a', 200), "1").File(new string('b', 200), "1");
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(
            () => LinkedTree.LinkAsync(package, archiveOptions: new() { MaximumPathText = 300 }));
        Assert.AreEqual("ENV4104", exception.Diagnostics.Single().Code);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_long_chain_of_hard_links_costs_its_length(bool forward)
    {
        const int Length = 100_000;
        var tar = new RawTar().Entry('0', "f0", "x");
        for (var i = 1; i <= Length; i++)
        {
            var link = forward ? i : Length + 1 - i;
            tar.Entry('1', $"f{link}", link: $"f{link - 1}");
        }

        await TakesSecondsAsync(tar);
    }

    [TestMethod]
    public async Task Deep_folders_cost_their_length()
    {
        var tar = new RawTar();
        var deep = string.Concat(Enumerable.Repeat("a/", 1900));
        for (var i = 0; i < 8000; i++)
        {
            tar.Pax(("path", $"{deep}{i}")).Entry('0', "x");
        }

        await TakesSecondsAsync(tar);
    }

    // Without care each of these takes minutes.
    private static async Task TakesSecondsAsync(RawTar tar)
    {
        var started = Stopwatch.GetTimestamp();
        Assert.IsNull(await TryAsync(tar));
        Assert.IsLessThan(TimeSpan.FromSeconds(20), Stopwatch.GetElapsedTime(started));
    }

    private static async Task<Diagnostic> RefuseAsync(RawTar tar) =>
        await TryAsync(tar) ?? throw new AssertFailedException("It was taken.");

    private static async Task<Diagnostic?> TryAsync(RawTar tar)
    {
        using var folder = new TemporaryFolder();
        var path = new PackageBuilder { ListsPaths = false }.WriteConda(folder.Path, tar.ToArray(), null);
        var diagnostic = await PackageProbe.TryAsync(path);
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path), "something was written");
        return diagnostic;
    }
}
