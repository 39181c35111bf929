using EnvBuild.Conda.Linking;
using EnvBuild.Conda.Tests.Packages;

namespace EnvBuild.Conda.Tests.Linking;

/// <summary>Whatever is allowed and seldom met, linked.</summary>
[TestClass]
public sealed class AwkwardPackageTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Text_and_binary_mode_are_what_the_list_says_whatever_the_file_is(bool asBzip2)
    {
        var tree = await LinkedTree.LinkAsync(AwkwardPackage.Make(), asBzip2: asBzip2);
        const string Prefix = "/opt/env";
        var room = new string('\0', AwkwardPackage.Placeholder.Length - Prefix.Length);
        Assert.AreEqual($"#!/bin/sh\r\n{Prefix}\r\n", tree["share/crlf"]);
        Assert.AreEqual($"\0\u00ff{Prefix}\0", tree["share/text-that-is-binary"]);
        // No string of it ends with NUL.
        Assert.AreEqual($"{AwkwardPackage.Placeholder}/bin\n", tree["share/binary-that-is-text"]);
        Assert.AreEqual($"{Prefix}:{Prefix}/lib\0{room}{room}next\0", tree["share/several"]);
        Assert.StartsWith("/\0o\0p\0t\0/\0e\0n\0v\0/\0x\0\0\0", tree["share/utf-16"]);
        Assert.StartsWith("\0/\0o\0p\0t\0/\0e\0n\0v\0/\0x\0\0", tree["share/utf-16BE"]);
        Assert.StartsWith("/\0\0\0o\0\0\0p\0\0\0t\0\0\0/", tree["share/utf-32"]);
    }

    [TestMethod]
    public async Task Both_formats_give_the_same_tree_apart_from_where_it_came_from()
    {
        var conda = await LinkedTree.LinkAsync(AwkwardPackage.Make());
        var bzip2 = await LinkedTree.LinkAsync(AwkwardPackage.Make(), asBzip2: true);
        const string Record = "conda-meta/awkward-1.0-0.json";
        CollectionAssert.AreEqual(
            conda.Package.Entries.Where(entry => entry.Path != Record).Select(entry => entry.ToPath()).ToList(),
            bzip2.Package.Entries.Where(entry => entry.Path != Record).Select(entry => entry.ToPath()).ToList());
        Assert.AreEqual(
            WithoutSize(conda[Record].Replace(".conda\"", ".tar.bz2\"", StringComparison.Ordinal)),
            WithoutSize(bzip2[Record]));
    }

    [TestMethod]
    public async Task Links_folders_and_files_are_what_they_are_in_the_archive()
    {
        var tree = await LinkedTree.LinkAsync(AwkwardPackage.Make());
        Assert.AreEqual("twice", tree["lib/deep/again"]);
        Assert.AreEqual("chain28", tree.Entry("lib/chain29").LinkTarget);
        Assert.AreEqual("/usr/lib/x", tree.Entry("lib/absolute").LinkTarget);
        Assert.AreEqual("nowhere/at all", tree.Entry("lib/dangling").LinkTarget);
        Assert.AreEqual("", tree["share/empty"]);
        Assert.AreEqual(LinkedEntryKind.Directory, tree.Entry("var/listed").Kind);
        Assert.AreEqual(0x1ED, tree.Entry("bin/set-user-id").Mode);
        Assert.DoesNotContain("share/unlisted", tree.Package.Entries.Select(entry => entry.Path));
        Assert.Contains("share/\u00e9t\u00e9/\u5ba2\U0001F40D", tree.Files.Keys);
    }

    // The one size that is indented as a member of the record itself.
    private static string WithoutSize(string record) => string.Join(
        '\n', record.Split('\n').Where(line => !line.StartsWith("  \"size\":", StringComparison.Ordinal)));
}
