using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests;

[TestClass]
public sealed class MatchSpecTests
{
    [TestMethod]
    [DataRow("pkg=1.8", "pkg =1.8", "pkg 1.8.*", "pkg 1.8.* *", "pkg =1.8.* *", "pkg ==1.8.* *", "pkg[version='=1.8']", "PKG=1.8.*=*")]
    [DataRow("pkg==1.8", "pkg 1.8", "pkg 1.8 *", "pkg=1.8=*", "pkg==1.8=*", "pkg ==1.8 *", "pkg[version=1.8]", "pkg[version=\"==1.8\"]")]
    [DataRow("pkg==1.8=b_0", "pkg 1.8 b_0", "pkg=1.8=b_0", "pkg ==1.8 b_0", "pkg[version=1.8,build=b_0]", "pkg [build='b_0', version='1.8']")]
    [DataRow("pkg", "pkg=", "pkg *", "pkg=*", "pkg[version='*']", " pkg  # a comment", "pkg * *")]
    [DataRow("pkg[version='>=1,<2']", "pkg>=1,<2", "pkg >= 1 , < 2", "pkg[version='>=1, <2']")]
    [DataRow("conda-forge/linux-64::pkg", "conda-forge/linux-64::pkg", "pkg[channel=conda-forge,subdir=linux-64]", "https://conda.anaconda.org/conda-forge/linux-64::pkg", "other/win-64::pkg[channel=conda-forge,subdir=linux-64]")]
    public void Spellings_of_one_spec_have_one_canonical_text(string canonical, params string[] spellings)
    {
        foreach (var spelling in spellings)
        {
            Assert.AreEqual(canonical, MatchSpec.Parse(spelling).ToString(), spelling);
        }

        Assert.AreEqual(canonical, MatchSpec.Parse(canonical).ToString());
    }

    [TestMethod]
    [DataRow("pkg =1.8 b", "1.8.5", true)]
    [DataRow("pkg=1.8=b", "1.8.5", false)]
    [DataRow("pkg ==1.8.* b", "1.8.5", true)]
    [DataRow("pkg !=1.8", "1.8.5", true)]
    [DataRow("pkg ~=1", "2.0", true)]
    [DataRow("pkg 1.*.*", "1.8", false)]
    [DataRow("pkg 1.*.*", "1.8.5", true)]
    public void Disagreements_are_decided_as_the_design_record_says(string spec, string version, bool matches)
    {
        Assert.AreEqual(matches, MatchSpec.Parse(spec).MatchesVersionAndBuild(Record(version)));
    }

    [TestMethod]
    [DataRow("", 0)]
    [DataRow("==1.0", 0)]
    [DataRow("numpy<", 5)]
    [DataRow("numpy>=1.0,", 5)]
    [DataRow("numpy=>1.0", 5)]
    [DataRow("numpy 1..0", 6)]
    [DataRow("numpy[version='1..0']", 15)]
    [DataRow("numpy[nonsense=1]", 15)]
    [DataRow("numpy[version='1'", 5)]
    [DataRow("numpy[version=1][build=2]", 16)]
    [DataRow("numpy;python_version<'3'", 5)]
    [DataRow("{{ name }}", 0)]
    [DataRow("numpy 1 2 3", 6)]
    [DataRow("con da::numpy", 0)]
    public void What_is_no_spec_is_refused_with_its_place_and_reason(string text, int offset)
    {
        Assert.IsFalse(MatchSpec.TryParse(text, out var spec, out var error), $"'{text}' is '{spec}'");
        Assert.IsNotEmpty(error.Reason);
        Assert.AreEqual(offset, error.Offset, error.Reason);
        Assert.AreEqual("ENV3001", Assert.ThrowsExactly<EnvBuildException>(() => MatchSpec.Parse(text)).Diagnostics.Single().Code);
    }

    [TestMethod]
    public void A_changed_copy_has_a_text_of_its_own()
    {
        var spec = MatchSpec.Parse("conda-forge::numpy=1.26");
        Assert.AreEqual("conda-forge::numpy=1.26", spec.ToString());
        Assert.AreEqual("numpy=1.26", (spec with { Channel = null }).ToString());
        Assert.AreNotEqual(spec, spec with { Channel = null });
    }

    [TestMethod]
    public void Hashes_behind_a_file_are_taken()
    {
        const string Url = "https://conda.anaconda.org/conda-forge/linux-64/zlib-1.3-h0_0.conda";
        var (md5, sha256) = (new string('a', 32), new string('b', 64));

        Assert.AreEqual(md5, MatchSpec.Parse($"{Url}#{md5}").Md5);
        Assert.AreEqual(sha256, MatchSpec.Parse($"{Url}#sha256:{sha256}").Sha256);
        Assert.AreEqual(("zlib", "==1.3", "h0_0"), (MatchSpec.Parse(Url).Name, MatchSpec.Parse(Url).Version!.ToString(), MatchSpec.Parse(Url).Build!.Text));
    }

    [TestMethod]
    public void What_conda_reads_over_can_be_told()
    {
        Assert.AreEqual("optional", MatchSpec.Parse("numpy[optional]").Ignored.Single());
        Assert.AreEqual("conda-forge", MatchSpec.Parse("conda-forge:numpy").Namespace);
    }

    private static PackageRecord Record(string version) => new()
    {
        Name = "pkg",
        Version = CondaVersion.Parse(version),
        Build = "b",
        Subdir = "noarch",
        FileName = "",
        Url = "",
        ChannelName = "",
    };
}
