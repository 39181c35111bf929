using System.Text;
using EnvBuild.Conda.Packages;
using EnvBuild.Conda.Tests.Packages;

namespace EnvBuild.Conda.Tests.Linking;

[TestClass]
public sealed class PrefixReplacementTests
{
    private const string Placeholder = "/build/_h_env_placehold_placehold";

    [TestMethod]
    [DataRow("a=P/x:P/y\n", "a=/opt/env/x:/opt/env/y\n", DisplayName = "every occurrence")]
    [DataRow("PP", "/opt/env/opt/env", DisplayName = "side by side")]
    [DataRow("nothing here\n", "nothing here\n", DisplayName = "nothing to replace")]
    [DataRow("#!P/bin/sh -e\nP\n", "#!/opt/env/bin/sh -e\n/opt/env\n", DisplayName = "first line")]
    [DataRow("#!P/bin/sh", "#!/opt/env/bin/sh", DisplayName = "first line without an end")]
    [DataRow("\u00ff\u0000P\u0000", "\u00ff\u0000/opt/env\u0000", DisplayName = "text mode in a binary file")]
    public async Task Text_takes_the_prefix_everywhere(string before, string after) =>
        Assert.AreEqual(after, await ReplaceAsync(before, "text"));

    [TestMethod]
    [DataRow("P\0x", "/opt/env\0_x", DisplayName = "whole string")]
    [DataRow("aP/lib\0next", "a/opt/env/lib\0_next", DisplayName = "the rest moves up, NULs behind")]
    [DataRow("P:P/b\0next", "/opt/env:/opt/env/b\0__next", DisplayName = "several in one string")]
    [DataRow("P\0P\0", "/opt/env\0_/opt/env\0_", DisplayName = "several strings")]
    [DataRow("P without an end", "P without an end", DisplayName = "no NUL behind it")]
    public async Task Binary_strings_keep_their_place(string before, string after)
    {
        var room = Placeholder.Length - "/opt/env".Length;
        var expected = after
            .Replace("_", new string('\0', room), StringComparison.Ordinal)
            .Replace("P", Placeholder, StringComparison.Ordinal);
        var actual = await ReplaceAsync(before, "binary");
        Assert.AreEqual(expected, actual);
        Assert.AreEqual(before.Length + (before.Count(it => it == 'P') * (Placeholder.Length - 1)), actual.Length);
    }

    [TestMethod]
    [DataRow("utf-16", "text")]
    [DataRow("utf-16BE", "text")]
    [DataRow("utf-32", "text")]
    [DataRow("utf-32BE", "text")]
    [DataRow("utf-16", "binary")]
    [DataRow("utf-16BE", "binary")]
    [DataRow("utf-32", "binary")]
    [DataRow("utf-32BE", "binary")]
    public async Task Wide_characters_are_found_too(string encodingName, string mode)
    {
        var encoding = Encoding.GetEncoding(encodingName);
        var before = encoding.GetBytes($"start\0{Placeholder}/lib\0end\0");
        var room = mode == "text" ? 0 : Placeholder.Length - "/opt/env".Length;
        var after = encoding.GetBytes($"start\0/opt/env/lib\0{new string('\0', room)}end\0");
        var actual = await ReplaceAsync(Encoding.Latin1.GetString(before), mode);
        Assert.AreEqual(Convert.ToHexString(after), Convert.ToHexString(Encoding.Latin1.GetBytes(actual)));
    }

    [TestMethod]
    public async Task A_prefix_that_does_not_fit_into_a_binary_file_is_an_error()
    {
        var package = new PackageBuilder().File("lib/a.so", $"{Placeholder}\0", Placeholder, "binary");
        var options = LinkedTree.Options with { Prefix = "/opt/" + new string('x', 50) };
        var diagnostic = await LinkedTree.RefuseAsync(package, options);
        Assert.AreEqual("ENV4203", diagnostic.Code);
        Assert.Contains("'lib/a.so' of 'demo-1.0-0.conda'", diagnostic.Message);
        Assert.Contains($"{Placeholder.Length} bytes", diagnostic.Message);
    }

    [TestMethod]
    public async Task A_long_prefix_does_no_harm_where_nothing_is_replaced()
    {
        var package = new PackageBuilder().File("lib/a.so", "no placeholder\0", Placeholder, "binary");
        var options = LinkedTree.Options with { Prefix = "/opt/" + new string('x', 50) };
        Assert.AreEqual("no placeholder\0", (await LinkedTree.LinkAsync(package, options))["lib/a.so"]);
    }

    [TestMethod]
    [DataRow("text")]
    [DataRow("binary")]
    public async Task A_spooled_file_is_searched_across_the_borders_of_its_windows(string mode)
    {
        const int Size = 3 << 20;
        const int Window = 1 << 20;
        var bytes = new byte[Size];
        for (var i = 0; i < Size; i++)
        {
            bytes[i] = (byte)((i * 2654435761L) >> 13);
        }

        foreach (var start in new[] { 5, Window - 10, Window + 500, (2 * Window) - 1, Size - Placeholder.Length - 1 })
        {
            Encoding.ASCII.GetBytes(Placeholder + "\0").CopyTo(bytes, start);
        }

        var package = new PackageBuilder().File("lib/a.so", bytes, Placeholder, mode);
        var inMemory = await LinkedTree.LinkAsync(package);
        var spooled = await LinkedTree.LinkAsync(
            package, archiveOptions: new PackageArchiveOptions { MemoryLimit = 64 << 10 });
        Assert.AreEqual(inMemory.Entry("lib/a.so").Sha256, spooled.Entry("lib/a.so").Sha256);
        Assert.IsTrue(inMemory["lib/a.so"] == spooled["lib/a.so"]);
        Assert.DoesNotContain(Placeholder, spooled["lib/a.so"]);
        Assert.AreEqual(5, spooled["lib/a.so"].Split("/opt/env\0").Length - 1);
    }

    [TestMethod]
    [DataRow("#!P/bin/python3.11 -E\nx", "#!/bin/sh\n'''exec' \"L/bin/python3.11\" -E \"$0\" \"$@\" #'''\nx")]
    [DataRow("#!P/bin/python\nx", "#!/bin/sh\n'''exec' \"L/bin/python\" \"$0\" \"$@\" #'''\nx")]
    [DataRow("#! P/bin/perl -w\nP", "#!/usr/bin/env perl -w\nL")]
    [DataRow("#!/usr/bin/perl\nP", "#!/usr/bin/perl\nL")]
    public async Task A_first_line_that_would_be_too_long_goes_another_way(string before, string after)
    {
        var prefix = "/opt/" + new string('x', 130);
        var actual = await ReplaceAsync(before, "text", prefix);
        Assert.AreEqual(after.Replace("L", prefix, StringComparison.Ordinal), actual);
    }

    [TestMethod]
    [DataRow("#!P/bin/python\nx", "#!/bin/sh\n'''exec' \"/opt/my env/bin/python\" \"$0\" \"$@\" #'''\nx")]
    [DataRow("#!P/bin/perl\nx", "#!/usr/bin/env perl\nx")]
    [DataRow("#!/bin/sh\nP", "#!/bin/sh\n/opt/my env")]
    public async Task A_prefix_with_a_blank_stays_out_of_first_lines(string before, string after) =>
        Assert.AreEqual(after, await ReplaceAsync(before, "text", "/opt/my env"));

    [TestMethod]
    [DataRow(127, true)]
    [DataRow(128, false)]
    public async Task A_first_line_of_127_bytes_is_the_longest(int length, bool isKept)
    {
        var prefix = "/" + new string('x', length - "#!//bin/sh".Length);
        var actual = await ReplaceAsync("#!P/bin/sh\n", "text", prefix);
        Assert.AreEqual(isKept ? $"#!{prefix}/bin/sh\n" : "#!/usr/bin/env sh\n", actual);
    }

    private static async Task<string> ReplaceAsync(string before, string mode, string prefix = "/opt/env")
    {
        var text = before.Replace("P", Placeholder, StringComparison.Ordinal);
        var package = new PackageBuilder().File("share/a", text, Placeholder, mode);
        var tree = await LinkedTree.LinkAsync(package, LinkedTree.Options with { Prefix = prefix });
        return tree["share/a"];
    }
}
