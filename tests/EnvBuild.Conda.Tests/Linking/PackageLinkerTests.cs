using System.Formats.Tar;
using System.Text.Json;
using System.Text.Json.Nodes;
using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Packages;
using EnvBuild.Conda.Tests.Packages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Linking;

[TestClass]
public sealed class PackageLinkerTests
{
    private const string Record = "conda-meta/demo-1.0-0.json";

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Both_archive_formats_give_the_same_entries(bool asBzip2)
    {
        var package = new PackageBuilder()
            .File("lib/b", "b")
            .Link("lib/a", "b")
            .HardLink("lib/c", "lib/b")
            .List("var/empty", "directory")
            .File("bin/tool", "x", unixMode: 0x1FD);
        var tree = await LinkedTree.LinkAsync(package, asBzip2: asBzip2);
        var lines = tree.Package.Entries.Select(entry =>
            $"{entry.Path} {entry.Kind} {Convert.ToString(entry.Mode, 8)} {entry.LinkTarget}".TrimEnd());
        Assert.AreEqual(
            """
            bin/tool File 755
            conda-meta/demo-1.0-0.json File 644
            lib/a SymbolicLink 777 b
            lib/b File 644
            lib/c File 644
            var/empty Directory 755
            """,
            string.Join('\n', lines));
        Assert.AreEqual("b", tree["lib/c"]);
    }

    [TestMethod]
    [DataRow(0x1FF, 0x1ED, DisplayName = "rwxrwxrwx")]
    [DataRow(0x1B6, 0x1A4, DisplayName = "rw-rw-rw-")]
    [DataRow(0x180, 0x180, DisplayName = "rw-------")]
    [DataRow(0x9ED, 0x1ED, DisplayName = "set-user-id")]
    public async Task Modes_are_those_of_the_archive_as_a_umask_of_022_leaves_them(int archived, int linked)
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().File("a", "x", unixMode: archived));
        Assert.AreEqual(linked, tree.Entry("a").Mode);
    }

    [TestMethod]
    [DataRow(0x124, 0x1A4, DisplayName = "r--r--r--")]
    [DataRow(0x16D, 0x1ED, DisplayName = "r-xr-xr-x")]
    public async Task A_file_that_takes_the_prefix_is_writable_to_its_owner(int archived, int linked)
    {
        var package = new PackageBuilder().File("a", "x", "/build/placeholder", unixMode: archived)
            .File("b", "x", unixMode: archived);
        var tree = await LinkedTree.LinkAsync(package);
        Assert.AreEqual(linked, tree.Entry("a").Mode);
        Assert.AreEqual(archived, tree.Entry("b").Mode);
    }

    [TestMethod]
    [DataRow("paths.json", """{"paths": [], "paths_version": 2}""", "'paths_version' is 2")]
    [DataRow("link.json", """{"noarch": {}, "package_metadata_version": 3}""", "'package_metadata_version' is 3")]
    public async Task Metadata_of_a_version_to_come_is_refused(string file, string text, string told)
    {
        var diagnostic = await LinkedTree.RefuseAsync(new PackageBuilder().ReplaceInfo(file, text));
        Assert.AreEqual("ENV4106", diagnostic.Code);
        Assert.Contains(told, diagnostic.Message);
    }

    [TestMethod]
    [DataRow("track_features", "\"b,a  c\"", "\"b a c\"")]
    [DataRow("track_features", "[\"a\", \"b\"]", "\"a b\"")]
    [DataRow("track_features", "\"\"", null)]
    [DataRow("timestamp", "1700000000", "1700000000000")]
    [DataRow("timestamp", "1700000000123", "1700000000123")]
    [DataRow("timestamp", "0", null)]
    [DataRow("noarch", "true", "\"generic\"")]
    [DataRow("noarch", "null", null)]
    [DataRow("license", "null", null)]
    [DataRow("depends", "null", "[]")]
    [DataRow("purls", "[\"pkg:pypi/demo\"]", "[\"pkg:pypi/demo\"]")]
    public async Task The_record_has_the_form_that_conda_gives_to_what_packages_say(
        string name, string said, string? recorded)
    {
        var package = new PackageBuilder { Index = { [name] = JsonNode.Parse(said) } };
        using var json = JsonDocument.Parse((await LinkedTree.LinkAsync(package))[Record]);
        var actual = json.RootElement.TryGetProperty(name, out var value) ? JsonSerializer.Serialize(value) : null;
        Assert.AreEqual(recorded, actual);
    }

    [TestMethod]
    public async Task Paths_are_sorted_by_their_bytes_in_UTF8()
    {
        var package = new PackageBuilder().File("\U0001F40D", "1").File("\uFF5E", "2").File("é", "3").File("a-b", "4")
            .File("a/b", "5").File("Z", "6");
        var tree = await LinkedTree.LinkAsync(package);
        Assert.AreEqual(
            "Z a-b a/b conda-meta/demo-1.0-0.json é \uFF5E \U0001F40D",
            string.Join(' ', tree.Package.Entries.Select(entry => entry.Path)));
    }

    [TestMethod]
    public async Task What_paths_json_does_not_list_is_not_linked()
    {
        var package = new PackageBuilder().File("a", "x").Entry(TarEntryType.RegularFile, "b", bytes: [1]);
        var tree = await LinkedTree.LinkAsync(package);
        Assert.AreEqual("a conda-meta/demo-1.0-0.json", string.Join(' ', tree.Files.Keys));
    }

    [TestMethod]
    public async Task Files_of_noarch_python_go_where_the_python_of_the_environment_looks()
    {
        const string Placeholder = "/build/placeholder_placeholder";
        var package = new PackageBuilder().NoArchPython()
            .File("site-packages/demo/__init__.py", $"p = '{Placeholder}'\n", Placeholder)
            .File("python-scripts/demo-tool", $"#!{Placeholder}/bin/python\n", Placeholder)
            .File("share/demo/x", "x");
        var layout = PythonLayout.Of("3.13.1", "lib/python3.13t/site-packages");
        var tree = await LinkedTree.LinkAsync(package, LinkedTree.Options with { Python = layout });
        Assert.AreEqual("p = '/opt/env'\n", tree["lib/python3.13t/site-packages/demo/__init__.py"]);
        Assert.AreEqual("#!/opt/env/bin/python\n", tree["bin/demo-tool"]);
        Assert.AreEqual("x", tree["share/demo/x"]);
    }

    [TestMethod]
    public async Task Only_noarch_python_has_such_folders()
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().File("site-packages/x", "x"));
        Assert.AreEqual("x", tree["site-packages/x"]);
    }

    [TestMethod]
    [DataRow("3.11.7", "3.11")]
    [DataRow("3.13.0rc1", "3.13")]
    [DataRow("3.9", "3.9")]
    [DataRow("3.14rc2", "3.14")]
    public void Python_is_known_by_its_first_two_numbers(string version, string minor) =>
        Assert.AreEqual(
            new PythonLayout(minor, $"lib/python{minor}/site-packages"), PythonLayout.Of(version, null));

    [TestMethod]
    [DataRow("../site-packages")]
    [DataRow("/usr/lib/python3")]
    [DataRow("lib//python3")]
    public void A_python_whose_packages_lie_outside_the_prefix_is_refused(string path)
    {
        var exception = Assert.ThrowsExactly<EnvBuildException>(() => PythonLayout.Of("3.11", path));
        Assert.AreEqual("ENV4209", exception.Diagnostics.Single().Code);
    }

    [TestMethod]
    public async Task Noarch_python_without_python_is_an_error()
    {
        var package = new PackageBuilder().NoArchPython().File("site-packages/demo.py", "");
        var diagnostic = await LinkedTree.RefuseAsync(package, LinkedTree.Options with { Python = null });
        Assert.AreEqual("ENV4204", diagnostic.Code);
    }

    [TestMethod]
    public async Task Entry_points_become_scripts()
    {
        var package = new PackageBuilder().NoArchPython("demo = demo.cli:main.run", "demo2=demo:go [extra]");
        var tree = await LinkedTree.LinkAsync(package);
        Assert.AreEqual(
            """
            #!/opt/env/bin/python3.11
            # -*- coding: utf-8 -*-
            import re
            import sys

            from demo.cli import main

            if __name__ == '__main__':
                sys.argv[0] = re.sub(r'(-script\.pyw?|\.exe)?$', '', sys.argv[0])
                sys.exit(main.run())

            """,
            tree["bin/demo"]);
        Assert.Contains("from demo import go\n", tree["bin/demo2"]);
        Assert.AreEqual(0x1ED, tree.Entry("bin/demo").Mode);
    }

    [TestMethod]
    [DataRow("my demo = demo:main", "bin/my demo")]
    [DataRow("a=b = demo:main", "bin/a=b")]
    [DataRow("x = demo:main", "bin/x")]
    public async Task The_name_of_an_entry_point_may_hold_blanks_and_equals_signs(string text, string path)
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().NoArchPython(text));
        Assert.Contains("from demo import main\n", tree[path]);
    }

    [TestMethod]
    public async Task Entry_points_under_a_long_prefix_go_through_the_shell()
    {
        var prefix = "/opt/" + new string('x', 130);
        var tree = await LinkedTree.LinkAsync(
            new PackageBuilder().NoArchPython("demo = demo:main"), LinkedTree.Options with { Prefix = prefix });
        Assert.StartsWith(
            $"#!/bin/sh\n'''exec' \"{prefix}/bin/python3.11\" \"$0\" \"$@\" #'''\n# -*- coding", tree["bin/demo"]);
    }

    [TestMethod]
    [DataRow("demo")]
    [DataRow("demo = demo")]
    [DataRow("../demo = demo:main")]
    [DataRow("demo = demo:main; import os")]
    [DataRow("demo = demo:main\nimport os")]
    public async Task An_entry_point_that_is_none_is_an_error(string text) =>
        Assert.AreEqual("ENV4205", (await LinkedTree.RefuseAsync(new PackageBuilder().NoArchPython(text))).Code);

    [TestMethod]
    [DataRow("1 bin/.demo-post-link.sh", "bin/.demo-post-link.sh")]
    [DataRow("1 bin/.demo-pre-link.sh", "bin/.demo-pre-link.sh")]
    [DataRow("0 bin/.demo-pre-unlink.sh", "")]
    [DataRow("0 bin/.other-post-link.sh", "")]
    public async Task A_link_script_that_is_not_run_is_told(string row, string script)
    {
        var tree = await LinkedTree.LinkAsync(new PackageBuilder().File(row[2..], "true"));
        Assert.HasCount(row[0] - '0', tree.Package.Diagnostics);
        Assert.AreEqual(script, tree.Package.Scripts.PostLink ?? tree.Package.Scripts.PreLink ?? "");
        Assert.IsTrue(tree.Package.Diagnostics.All(it => it.Code == "ENV4207" && it.Message.Contains(script)));
    }

    [TestMethod]
    public async Task A_file_that_is_listed_but_not_there_is_an_error()
    {
        var diagnostic = await LinkedTree.RefuseAsync(new PackageBuilder().List("bin/gone", "hardlink"));
        Assert.AreEqual("ENV4201", diagnostic.Code);
        Assert.Contains("'bin/gone'", diagnostic.Message);
    }

    [TestMethod]
    [DataRow("sha256", "SHA-256")]
    [DataRow("size_in_bytes", "size")]
    public async Task A_file_that_is_not_what_the_list_says_is_linked_with_a_warning(string key, string told)
    {
        var listed = new JsonObject
        {
            ["_path"] = "a",
            ["sha256"] = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            ["size_in_bytes"] = 1,
        };
        listed[key] = key == "sha256" ? JsonValue.Create(new string('0', 64)) : JsonValue.Create(7);
        var package = new PackageBuilder().Entry(TarEntryType.RegularFile, "a", bytes: [(byte)'x']).List(listed);
        var tree = await LinkedTree.LinkAsync(package);
        var diagnostic = tree.Package.Diagnostics.Single();
        Assert.AreEqual("ENV4202", diagnostic.Code);
        Assert.Contains(told, diagnostic.Message);
        Assert.Contains("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", tree[Record]);
        Assert.Contains("\"size_in_bytes\": 1\n", tree[Record]);
    }

    [TestMethod]
    public async Task The_record_holds_what_the_package_says_and_where_it_comes_from()
    {
        var package = new PackageBuilder
        {
            Index = { ["arch"] = "x86_64", ["platform"] = "linux", ["license"] = "MIT" },
        }
            .File("a", "x");
        using var json = JsonDocument.Parse((await LinkedTree.LinkAsync(package))[Record]);
        var names = json.RootElement.EnumerateObject().Select(property => property.Name).ToList();
        Assert.AreEqual(
            "build build_number channel constrains depends files fn license md5 name paths_data sha256 size subdir url "
                + "version",
            string.Join(' ', names));
        Assert.AreEqual(
            "https://conda.example.org/linux-64/demo-1.0-0.conda", json.RootElement.GetProperty("url").GetString());
    }

    [TestMethod]
    public async Task The_same_package_gives_the_same_bytes_each_time()
    {
        var package = new PackageBuilder().File("b", "x").File("a", "y").NoArchPython("demo = demo:main");
        var first = await LinkedTree.LinkAsync(package);
        var second = await LinkedTree.LinkAsync(
            package, archiveOptions: new PackageArchiveOptions { MemoryLimit = 1024 });
        CollectionAssert.AreEqual(
            first.Package.Entries.Select(entry => entry.ToPath()).ToList(),
            second.Package.Entries.Select(entry => entry.ToPath()).ToList());
    }

    [TestMethod]
    [DataRow("opt/env")]
    [DataRow("/")]
    [DataRow("/opt/env/")]
    [DataRow("/opt/../etc")]
    [DataRow("/opt/a\nb")]
    public async Task A_prefix_that_is_no_plain_absolute_path_is_an_error(string prefix)
    {
        var diagnostic = await LinkedTree.RefuseAsync(
            new PackageBuilder(), LinkedTree.Options with { Prefix = prefix });
        Assert.AreEqual("ENV4208", diagnostic.Code);
    }

    [TestMethod]
    public async Task Only_linux_is_linked()
    {
        var diagnostic = await LinkedTree.RefuseAsync(
            new PackageBuilder(), LinkedTree.Options with { Platform = "win-64" });
        Assert.AreEqual("ENV4206", diagnostic.Code);
    }
}
