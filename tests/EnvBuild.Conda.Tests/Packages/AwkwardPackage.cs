using System.Formats.Tar;
using System.Text;

namespace EnvBuild.Conda.Tests.Packages;

/// <summary>A package with whatever is allowed and seldom met.</summary>
internal static class AwkwardPackage
{
    public static readonly string Placeholder = $"/build/{string.Concat(Enumerable.Repeat("placehold_", 24))}";

    public static PackageBuilder Make()
    {
        var package = new PackageBuilder("awkward")
            .File("share/empty", "")
            .File("share/with blank/a b.txt", "blank")
            .File("share/\u00e9t\u00e9/\u5ba2\U0001F40D", "unicode")
            .File($"share/{new string('d', 120)}/{new string('f', 200)}", "long")
            .File("share/.hidden", "x", unixMode: 0x180)
            .File("bin/set-user-id", "x", unixMode: 0x9ED)
            .File("bin/read-only", "x", unixMode: 0x16D)
            .File("etc/any one", "x", unixMode: 0x1FF)
            .File("lib/original", "twice")
            .HardLink("lib/again", "lib/original")
            .HardLink("lib/deep/again", "lib/again")
            .Link("lib/dangling", "nowhere/at all")
            .Link("lib/absolute", "/usr/lib/x")
            .Link("lib/up", "../share/empty")
            .Link("lib/folder", "deep")
            .File("share/crlf", $"#!/bin/sh\r\n{Placeholder}\r\n", Placeholder)
            .File("share/text-that-is-binary", $"\0\u00ff{Placeholder}\0", Placeholder)
            .File("share/binary-that-is-text", $"{Placeholder}/bin\n", Placeholder, "binary")
            .File("share/several", $"{Placeholder}:{Placeholder}/lib\0next\0", Placeholder, "binary");
        for (var i = 0; i < 30; i++)
        {
            package.Link($"lib/chain{i}", i == 0 ? "original" : $"chain{i - 1}");
        }

        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            package.File($"share/{encoding.WebName}", encoding.GetBytes($"{Placeholder}/x\0"), Placeholder, "binary");
        }

        return package.Entry(TarEntryType.Directory, "share/unlisted/").List("var/listed", "directory");
    }
}
