using System.Formats.Tar;
using EnvBuild.Conda.Packages;
using EnvBuild.Conda.Tests.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Linking;

[TestClass]
public sealed class UnsafePackageTests
{
    [TestMethod]
    [DataRow("../x")]
    [DataRow("a/../../x")]
    [DataRow("/etc/passwd")]
    [DataRow("a//b")]
    [DataRow("a/./b")]
    [DataRow("lib/.wh.libc.so")]
    [DataRow(".wh..wh..opq")]
    [DataRow("conda-meta/history")]
    [DataRow("conda-meta/other-1.0-0.json")]
    [DataRow("conda-meta")]
    public async Task Paths_that_lead_elsewhere_are_refused(string path) =>
        await AssertUnsafeAsync(new PackageBuilder().File(path, "x"), path);

    [TestMethod]
    [DataRow("../x")]
    [DataRow("/etc/passwd")]
    public async Task A_list_cannot_name_what_the_archive_could_not(string path) =>
        await AssertUnsafeAsync(new PackageBuilder().List(path, "hardlink"), path);

    [TestMethod]
    public async Task A_path_of_noarch_python_cannot_climb_out_of_its_folder() => await AssertUnsafeAsync(
        new PackageBuilder().NoArchPython().List("site-packages/../../../../x", "hardlink"), "../x");

    [TestMethod]
    public async Task Nothing_is_written_through_a_link_of_the_package() => await AssertUnsafeAsync(
        new PackageBuilder().Link("x", "/etc").File("x/passwd", "root"), "goes through 'x'");

    [TestMethod]
    public async Task Nothing_is_written_below_a_file() => await AssertUnsafeAsync(
        new PackageBuilder().File("x", "").File("x/y/z", "root"), "goes through 'x'");

    [TestMethod]
    [DataRow("../../etc/passwd")]
    [DataRow("/etc/passwd")]
    [DataRow("not/there")]
    [DataRow("b")]
    public async Task Hard_links_stay_among_the_files_of_the_package(string target) => await AssertUnsafeAsync(
        new PackageBuilder().HardLink("b", target), target == "b" ? "hard link" : target);

    [TestMethod]
    [DataRow("/usr/lib/x86_64-linux-gnu/libc.so.6")]
    [DataRow("../../../../usr/lib/x")]
    public async Task A_symbolic_link_may_point_anywhere_because_nothing_follows_it(string target)
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().Link("lib/l", target));
        Assert.AreEqual(target, tree.Entry("lib/l").LinkTarget);
    }

    [TestMethod]
    public async Task A_path_that_occurs_twice_in_the_archive_is_refused() => await AssertUnsafeAsync(
        new PackageBuilder().File("a", "1").Entry(TarEntryType.RegularFile, "./a", bytes: [2]), "twice");

    [TestMethod]
    public async Task Two_paths_that_end_at_the_same_place_are_refused() => await AssertUnsafeAsync(
        new PackageBuilder().NoArchPython().File("bin/a", "1").File("python-scripts/a", "2"), "twice");

    [TestMethod]
    public async Task A_folder_may_occur_twice()
    {
        var package = new PackageBuilder().Entry(TarEntryType.Directory, "a/").Entry(TarEntryType.Directory, "a");
        Assert.HasCount(1, (await LinkedTree.LinkAsync(package.File("a/b", "x"))).Files.Keys.Where(it => it == "a/b"));
    }

    [TestMethod]
    [DataRow(TarEntryType.CharacterDevice)]
    [DataRow(TarEntryType.BlockDevice)]
    [DataRow(TarEntryType.Fifo)]
    public async Task Devices_and_pipes_are_refused(TarEntryType type)
    {
        var diagnostic = await LinkedTree.RefuseAsync(new PackageBuilder().Entry(type, "dev/x"));
        Assert.AreEqual("ENV4105", diagnostic.Code);
        Assert.Contains(type.ToString(), diagnostic.Message);
    }

    [TestMethod]
    public async Task An_archive_that_unpacks_to_too_much_is_refused()
    {
        var limits = new PackageArchiveOptions { MaximumSize = 1 << 20, MemoryLimit = 64 << 10 };
        var package = new PackageBuilder().File("zeros", new byte[2 << 20]);
        await AssertTooLargeAsync(package, limits, false);
        await AssertTooLargeAsync(package, limits with { MemoryLimit = 4 << 20 }, true);
    }

    [TestMethod]
    public async Task An_archive_with_too_many_entries_is_refused()
    {
        var package = new PackageBuilder().File("a", "1").File("b", "1").File("c", "1");
        await AssertTooLargeAsync(package, new PackageArchiveOptions { MaximumEntries = 3 }, false);
    }

    [TestMethod]
    public async Task A_bomb_is_told_by_its_ratio()
    {
        var limits = new PackageArchiveOptions { MaximumRatio = 10, RatioFloor = 1 << 20 };
        await AssertTooLargeAsync(new PackageBuilder().File("zeros", new byte[2 << 20]), limits, false);
    }

    [TestMethod]
    [DataRow("name", null)]
    [DataRow("version", null)]
    [DataRow("build", null)]
    [DataRow("name", "../x")]
    [DataRow("build", "a/b")]
    public async Task A_package_without_a_usable_name_is_refused(string key, string? value)
    {
        var package = new PackageBuilder { Index = { [key] = value } };
        Assert.AreEqual("ENV4106", (await LinkedTree.RefuseAsync(package)).Code);
    }

    private static async Task AssertTooLargeAsync(PackageBuilder package, PackageArchiveOptions limits, bool asBzip2)
    {
        var exception = await Assert.ThrowsExactlyAsync<EnvBuildException>(
            () => LinkedTree.LinkAsync(package, asBzip2: asBzip2, archiveOptions: limits));
        Assert.AreEqual("ENV4104", exception.Diagnostics.Single().Code);
    }

    private static async Task AssertUnsafeAsync(PackageBuilder package, string told)
    {
        var diagnostic = await LinkedTree.RefuseAsync(package);
        Assert.AreEqual("ENV4103", diagnostic.Code);
        Assert.Contains(told, diagnostic.Message);
    }
}
