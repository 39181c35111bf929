using System.Formats.Tar;
using EnvBuild.Conda.Tests.Packages;

namespace EnvBuild.Conda.Tests.Linking;

/// <summary>Packages from before <c>info/paths.json</c>.</summary>
[TestClass]
public sealed class LegacyPackageTests
{
    private const string OldPlaceholder = "/opt/anaconda1anaconda2anaconda3";

    [TestMethod]
    public async Task The_list_of_files_rules()
    {
        var package = Old().Info("files", "bin/a\nlib/l\n")
            .Entry(TarEntryType.RegularFile, "bin/a", bytes: [1])
            .Entry(TarEntryType.SymbolicLink, "lib/l", "a")
            .Entry(TarEntryType.RegularFile, "bin/unlisted", bytes: [2]);
        var tree = await LinkedTree.LinkAsync(package, asBzip2: true);
        Assert.AreEqual("bin/a conda-meta/demo-1.0-0.json lib/l", Paths(tree));
    }

    [TestMethod]
    public async Task Without_a_list_everything_outside_info_belongs_to_the_package()
    {
        var package = Old().Entry(TarEntryType.Directory, "bin/").Entry(TarEntryType.RegularFile, "bin/a", bytes: [1]);
        Assert.AreEqual("bin/a conda-meta/demo-1.0-0.json", Paths(await LinkedTree.LinkAsync(package, asBzip2: true)));
    }

    [TestMethod]
    [DataRow("share/x", OldPlaceholder, DisplayName = "path only")]
    [DataRow("/build/placeholder text share/x", "/build/placeholder", DisplayName = "placeholder, mode, path")]
    [DataRow("\"/build/place holder\" text \"share/x\"", "/build/place holder", DisplayName = "in quotes")]
    public async Task Placeholders_are_read_from_has_prefix(string line, string placeholder)
    {
        var package = Old().Info("files", "share/x\n").Info("has_prefix", line + "\n")
            .Entry(TarEntryType.RegularFile, "share/x", bytes: [.. placeholder.Select(it => (byte)it)]);
        Assert.AreEqual("/opt/env", (await LinkedTree.LinkAsync(package))["share/x"]);
    }

    [TestMethod]
    public async Task Binary_mode_keeps_the_length()
    {
        var package = Old().Info("has_prefix", $"{OldPlaceholder} binary lib/a.so\n")
            .Entry(TarEntryType.RegularFile, "lib/a.so", bytes: [.. (OldPlaceholder + "\0").Select(it => (byte)it)]);
        var content = (await LinkedTree.LinkAsync(package))["lib/a.so"];
        Assert.AreEqual("/opt/env".PadRight(OldPlaceholder.Length + 1, '\0'), content);
    }

    [TestMethod]
    public async Task A_line_that_begins_with_a_hash_is_a_comment()
    {
        var package = Old().Info("files", "# made by hand\nshare/x\n").Info("has_prefix", "#\nshare/x\n")
            .Info("no_link", "# none\n").Info("no_softlink", "share/x\n")
            .Entry(TarEntryType.RegularFile, "share/x", bytes: [.. OldPlaceholder.Select(it => (byte)it)]);
        var tree = await LinkedTree.LinkAsync(package);
        Assert.AreEqual("conda-meta/demo-1.0-0.json share/x", Paths(tree));
        Assert.AreEqual("/opt/env", tree["share/x"]);
        Assert.Contains("\"no_link\": true", tree["conda-meta/demo-1.0-0.json"]);
    }

    [TestMethod]
    public async Task Entry_points_are_read_from_the_file_that_came_before_link_json()
    {
        var package = Old().NoArchPython().ReplaceInfo(
            "package_metadata.json",
            """{"noarch": {"type": "python", "entry_points": ["demo = demo:main"]}, "package_metadata_version": 1}""");
        package.DropInfo("link.json");
        Assert.Contains("sys.exit(main())", (await LinkedTree.LinkAsync(package))["bin/demo"]);
    }

    [TestMethod]
    public async Task Paths_json_makes_the_old_files_mean_nothing()
    {
        var package = new PackageBuilder().File("share/x", OldPlaceholder)
            .Info("files", "share/other\n")
            .Info("has_prefix", "share/x\n");
        Assert.AreEqual(OldPlaceholder, (await LinkedTree.LinkAsync(package))["share/x"]);
    }

    private static PackageBuilder Old() => new() { ListsPaths = false };

    private static string Paths(LinkedTree tree) =>
        string.Join(' ', tree.Package.Entries.Select(entry => entry.Path));
}
