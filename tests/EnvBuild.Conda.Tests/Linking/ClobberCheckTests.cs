using System.Collections.Immutable;
using EnvBuild.Conda.Linking;

namespace EnvBuild.Conda.Tests.Linking;

[TestClass]
public sealed class ClobberCheckTests
{
    [TestMethod]
    public void The_package_that_is_installed_last_wins()
    {
        var report = ClobberCheck.Find(
        [
            Package("a-1-0", File("bin/x", "1"), File("bin/own", "1")),
            Package("b-1-0", File("bin/x", "2")),
            Package("c-1-0", File("bin/x", "1")),
        ]);
        var path = report.Paths.Single();
        Assert.AreEqual("bin/x", path.Path);
        Assert.AreEqual("c-1-0", path.Winner);
        Assert.AreEqual("a-1-0 b-1-0", string.Join(' ', path.Losers));
        var diagnostic = report.Diagnostics.Single();
        Assert.AreEqual("ENV4301", diagnostic.Code);
        Assert.Contains("a-1-0, b-1-0, c-1-0", diagnostic.Message);
    }

    [TestMethod]
    public void The_same_content_twice_is_nothing_to_talk_about()
    {
        var report = ClobberCheck.Find([Package("a-1-0", File("x", "1")), Package("b-1-0", File("x", "1"))]);
        Assert.IsEmpty(report.Paths);
        Assert.IsEmpty(report.Diagnostics);
    }

    [TestMethod]
    public void A_different_mode_is_a_difference()
    {
        var other = File("x", "1") with { Mode = 0x1ED };
        Assert.HasCount(1, ClobberCheck.Find([Package("a-1-0", File("x", "1")), Package("b-1-0", other)]).Paths);
    }

    [TestMethod]
    [DataRow(LinkedEntryKind.SymbolicLink, "symbolic link")]
    [DataRow(LinkedEntryKind.File, "file")]
    public void A_folder_of_one_package_cannot_be_a_file_of_another(LinkedEntryKind kind, string told)
    {
        var obstacle = new LinkedPath("lib64", kind, 0x1FF, "lib", null);
        var report = ClobberCheck.Find(
            [Package("a-1-0", File("lib64/sub/x", "1"), File("lib64/y", "1")), Package("b-1-0", obstacle)]);
        var diagnostic = report.Diagnostics.Single();
        Assert.AreEqual("ENV4302", diagnostic.Code);
        Assert.Contains(
            $"'lib64' is a {told} in package 'b-1-0', but package 'a-1-0' puts 'lib64/sub/x'",
            diagnostic.Message);
    }

    [TestMethod]
    public void Folders_are_shared()
    {
        var folder = new LinkedPath("lib", LinkedEntryKind.Directory, 0x1ED, null, null);
        var report = ClobberCheck.Find([Package("a-1-0", folder), Package("b-1-0", folder, File("lib/x", "1"))]);
        Assert.IsEmpty(report.Diagnostics);
    }

    private static PackageContents Package(string stem, params ImmutableArray<LinkedPath> paths) => new(stem, paths);

    private static LinkedPath File(string path, string sha256) =>
        new(path, LinkedEntryKind.File, 0x1A4, null, sha256);
}
