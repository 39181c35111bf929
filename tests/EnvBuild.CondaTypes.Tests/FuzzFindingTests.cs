using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests;

/// <summary>What fuzzing found (docs/fuzzing.md), one test for each kind.</summary>
[TestClass]
public sealed class FuzzFindingTests
{
    [TestMethod]
    [DataRow("0123456789012345678", "123456789012345678")]
    [DataRow("1.000000000000000000000100000000000000000", "1.100000000000000000")]
    [DataRow("0000000000000000000", "0")]
    public void Numbers_of_18_digits_behind_zeros_are_numbers(string text, string same) =>
        Assert.AreEqual(CondaVersion.Parse(same), CondaVersion.Parse(text));

    [TestMethod]
    [DataRow(">1.0\n.*")]
    [DataRow("==1.2\n")]
    public void Blanks_at_the_end_of_a_version_are_not_part_of_its_text(string text) =>
        Assert.AreEqual(VersionSpec.Parse(text).ToString().Trim(), VersionSpec.Parse(text).ToString());

    [TestMethod]
    [DataRow("pkg[build='^(?=a)(a+)+$']")]
    [DataRow("pkg[build='^(?=a)(a|aa)+$']")]
    public void A_regular_expression_without_end_is_told_and_never_taken_for_no_match(string text)
    {
        var spec = MatchSpec.Parse(text);
        var record = Record(build: new string('a', 60) + "!");
        var error = Assert.ThrowsExactly<EnvBuildException>(() => spec.Matches(record));
        Assert.AreEqual("ENV3001", error.Diagnostics.Single().Code);
        Assert.Contains("takes too long", error.Message);
    }

    [TestMethod]
    public void A_regular_expression_that_needs_no_backtracking_ends_on_any_text()
    {
        var spec = MatchSpec.Parse("pkg[build='^(a+)+$']");
        Assert.IsFalse(spec.Matches(Record(build: new string('a', 100_000) + "!")));
    }

    [TestMethod]
    public void A_regular_expression_of_any_length_is_refused() =>
        Assert.IsFalse(MatchSpec.TryParse($"^{new string(',', 20_000)}$", out _, out _));

    [TestMethod]
    [DataRow("numpurl.tar.bz2=")]
    [DataRow("*[noarch]pl.conda")]
    [DataRow("a[version='1.conda']")]
    [DataRow("a[version='=1.conda']")]
    [DataRow("a[version=1,build='b.conda']")]
    [DataRow("https://conda.anaconda.org/c/linux-64/a-1-build_number=0.conda")]
    [DataRow("https://conda.anaconda.org/c/linux-64/a-1-0.conda.conda")]
    [DataRow("https://conda.anaconda.org/c/linux-64/a-1-.conda")]
    [DataRow("/tmp/\"a'-1-0.conda")]
    [DataRow("/tmp/a\rb-1-0.conda")]
    [DataRow("https://conda.anaconda.org/x::y/linux-64/a-1-0.conda")]
    [DataRow("https://repo.anaconda.com/pkgs[noarch]/free::a")]
    [DataRow("a[version='^\"$|^''$']")]
    public void Specs_without_a_canonical_text_are_refused(string text) =>
        Assert.IsFalse(MatchSpec.TryParse(text, out _, out _));

    [TestMethod]
    [DataRow("a[version=1,build='x=y/z']", "a==1[build='x=y/z']")]
    [DataRow("a[license='m\tt']", "a[license='m\tt']")]
    [DataRow("blas[track_features=\"mkl] avx\"]", "blas[track_features='avx mkl']")]
    [DataRow("c::a[url='https://x.org/a.zip']", "c::a[url=https://x.org/a.zip]")]
    [DataRow("*x.tar.bz2//linux-64::foo", "foo[channel=*x.tar.bz2,subdir=linux-64]")]
    public void Canonical_texts_say_all_and_are_read_again(string text, string canonical)
    {
        Assert.AreEqual(canonical, MatchSpec.Parse(text).ToString());
        Assert.AreEqual(canonical, MatchSpec.Parse(canonical).ToString());
    }

    [TestMethod]
    [DataRow("./a\0b")]
    [DataRow("https://example.org/\u0001")]
    [DataRow("C:\\")]
    [DataRow("C:\\/noarch")]
    [DataRow("a:b")]
    [DataRow("%00~//linux-64")]
    [DataRow("https://a.org/x://user:secret@b")]
    [DataRow("odd://e#t@")]
    public void Texts_that_no_file_can_be_asked_of_are_no_channels(string text)
    {
        var folders = new ChannelContext { BaseFolder = "/work", HomeFolder = "/home/me" };
        Assert.IsFalse(Channel.TryParse(text, folders, out _, out var reason));
        Assert.IsNotEmpty(reason);
    }

    [TestMethod]
    [DataRow("https://example.org/t/tk-secret", "https://example.org")]
    [DataRow("https://example.org/t/tk-secret/t/tk-secret/c", "https://example.org/c")]
    public void Credentials_are_never_shown_however_they_are_written(string text, string shown)
    {
        var channel = Channel.Parse(text);
        Assert.AreEqual((shown, shown, text), (channel.BaseUrl, channel.Text, channel.FetchUrl));
    }

    [TestMethod]
    public void A_password_is_not_shown_either_where_it_makes_no_URL()
    {
        var error = Assert.ThrowsExactly<EnvBuildException>(() => Channel.Parse("https://user:se@cret@example.org/c"));
        Assert.DoesNotContain("cret", error.Message);
    }

    private static PackageRecord Record(string build) => new()
    {
        Name = "pkg",
        Version = CondaVersion.Parse("1"),
        Build = build,
        BuildNumber = 0,
        Subdir = "linux-64",
        FileName = "pkg-1-0.conda",
        Url = "https://example.org/c/linux-64/pkg-1-0.conda",
        ChannelName = "c",
    };
}
