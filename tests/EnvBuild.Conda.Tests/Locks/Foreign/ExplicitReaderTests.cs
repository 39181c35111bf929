using EnvBuild.Conda.Locks;
using EnvBuild.Conda.Locks.Foreign;

namespace EnvBuild.Conda.Tests.Locks.Foreign;

[TestClass]
public sealed class ExplicitReaderTests
{
    private const string Host = "https://conda.anaconda.org/conda-forge";
    private static readonly string Md5 = new('a', 32);
    private static readonly string Sha256 = new('b', 64);

    [TestMethod]
    public void Addresses_are_read_with_each_form_of_hash()
    {
        var read = ForeignLocks.Read($"""
            # a comment

            # platform: linux-64
            @EXPLICIT
            {Host}/noarch/tzdata-2024a-h0c530f3_0.conda#{Md5}
              {Host}/linux-64/x264-1%21164.3095-h166bdaf_2.tar.bz2#sha256:{Sha256}
            {Host}/linux-64/libzlib-1.2.13-h53f4e23_5.conda#{Sha256}
            {Host}/noarch/pip-24.0-pyhd8ed1ab_0.conda
            """);

        Assert.AreEqual(ForeignLockFormat.Explicit, read.Format);
        Assert.AreEqual("linux-64", read.Lock.Platforms.Single());
        CollectionAssert.AreEqual(
            new (string, string, string?, string?)[]
            {
                ("tzdata", "2024a", Md5, null),
                ("x264", "1!164.3095", null, Sha256),
                ("libzlib", "1.2.13", null, Sha256),
                ("pip", "24.0", null, null),
            },
            read.Lock.Packages
                .Select(package => (package.Name, package.Version, package.Md5, package.Sha256))
                .ToArray());
        Assert.AreEqual("h0c530f3_0", read.Lock.Packages[0].Dist!.Build);
        Assert.AreEqual(Host, read.Lock.Packages[0].ChannelUrl);
        Assert.IsTrue(read.Lock.Packages.All(package => package is { Manager: "conda", Platform: "linux-64" }));
    }

    [TestMethod]
    [DataRow("./pkgs/a-1-0.conda", "file:///work/pkgs/a-1-0.conda")]
    [DataRow("pkgs/a-1-0.conda", "file:///work/pkgs/a-1-0.conda")]
    [DataRow("/opt/pkgs/a-1-0.conda", "file:///opt/pkgs/a-1-0.conda")]
    [DataRow("~/a-1-0.conda", "file:///home/me/a-1-0.conda")]
    [DataRow("$MIRROR/noarch/a-1-0.conda", "https://mirror.example/noarch/a-1-0.conda")]
    [DataRow("${MIRROR}/noarch/a-1-0.conda", "https://mirror.example/noarch/a-1-0.conda")]
    [DataRow("https://h.example/$UNKNOWN/a-1-0.conda", "https://h.example/$UNKNOWN/a-1-0.conda")]
    public void Paths_start_at_the_working_folder_and_variables_are_replaced(string line, string url)
    {
        var options = ForeignLocks.Options with
        {
            Platform = "linux-64",
            GetVariable = name => name switch { "HOME" => "/home/me", "MIRROR" => "https://mirror.example", _ => null },
        };

        Assert.AreEqual(url, ForeignLocks.Read($"@EXPLICIT\n{line}\n", options).Lock.Packages.Single().Url);
    }

    [TestMethod]
    public void The_platform_is_that_of_the_comment_of_an_address_or_of_the_caller()
    {
        var noarch = $"@EXPLICIT\n{Host}/noarch/a-1-0.conda\n";

        Assert.AreEqual("osx-arm64", Platform($"# platform: osx-arm64\n{noarch}", null));
        Assert.AreEqual("win-64", Platform($"{noarch}{Host}/win-64/b-1-0.conda", "linux-64"));
        Assert.AreEqual("linux-64", Platform(noarch, "linux-64"));
        StringAssert.Contains(ForeignLocks.Refuse(noarch).Message, "nothing in it tells its platform");

        static string Platform(string text, string? platform) =>
            ForeignLocks.Read(text, ForeignLocks.Options with { Platform = platform }).Lock.Platforms.Single();
    }

    [TestMethod]
    [DataRow("numpy>=1.2", "this is not the address of a package file")]
    [DataRow("https://h.example/noarch/a-1-0.whl", "this is not the address of a package file")]
    [DataRow("https://h.example/noarch/a-1-0.conda#0123", "behind '#' stands neither")]
    [DataRow("https://h.example/noarch/a-1-0.conda#sha512:00", "behind '#' stands neither")]
    [DataRow("https://h.example/noarch/a.conda", "'a.conda' is not the file of a conda package")]
    [DataRow("https://h.example/noarch/a-1..2-0.conda", "'1..2' of 'a' is not a version of conda")]
    [DataRow("https://h.example/win-64/a-1-0.conda", "the package is for win-64, the list for linux-64")]
    [DataRow("https://h.example/noarch/b-2-0.conda", "'b' stands there twice, first in line 3")]
    [DataRow("# platform: linux-63", "'linux-63' is not a platform of conda")]
    public void A_line_that_is_wrong_is_told_at_its_place(string line, string reason)
    {
        var diagnostic = ForeignLocks.Refuse(
            $"# platform: linux-64\n@EXPLICIT\nhttps://h.example/noarch/b-1-0.conda\n  {line}\n");

        Assert.AreEqual(("ENV3052", 4), ForeignLocks.PlaceOf(diagnostic));
        Assert.AreEqual(3, diagnostic.Location!.Span!.Value.Column);
        StringAssert.Contains(diagnostic.Message, reason);
    }

    [TestMethod]
    public void Packages_of_pip_are_read_from_the_comments_of_conda_lock()
    {
        var read = ForeignLocks.Read($"""
            # platform: linux-64
            @EXPLICIT
            {Host}/noarch/a-1-0.conda
            # pip Requests @ https://files.pythonhosted.org/packages/x/requests-2.31.0-py3-none-any.whl --hash=sha256:{Sha256}
            # pip old @ https://files.pythonhosted.org/packages/x/old-0.1.tar.gz#md5={Md5}
            # pip strange @ git+https://github.com/x/strange.git
            """);

        var pip = read.Lock.Packages.Where(package => package.Manager == LockedPackage.PipManager).ToList();
        Assert.AreEqual(("requests", "2.31.0", Sha256), (pip[0].Name, pip[0].Version, pip[0].Sha256));
        Assert.AreEqual(("old", "0.1", Md5), (pip[1].Name, pip[1].Version, pip[1].Md5));
        Assert.HasCount(2, pip);
        Assert.AreEqual(("ENV3054", 6), ForeignLocks.PlaceOf(read.Warnings.Single()));
    }

    [TestMethod]
    public void Addresses_without_the_line_EXPLICIT_are_told_so() => StringAssert.Contains(
        ForeignLocks.Refuse($"# platform: linux-64\n{Host}/noarch/a-1-0.conda\n").Message,
        "it lists addresses and has no line '@EXPLICIT'");

    [TestMethod]
    public void Lines_may_end_as_Windows_ends_them() => Assert.HasCount(
        1, ForeignLocks.Read($"# platform: win-64\r\n@EXPLICIT\r\n{Host}/noarch/a-1-0.conda#{Md5}\r\n").Lock.Packages);
}
