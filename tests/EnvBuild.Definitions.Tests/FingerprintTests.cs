
namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class FingerprintTests
{
    private const string Full =
        """
        image: debian:12
        conda_file:
          channels: [conda-forge, pytorch]
          dependencies: [python=3.11, numpy=1.26=py_0, pip, {pip: [requests==2.0, --pre]}]
        steps: [RUN a, RUN b]
        spark: {packages: ["g:a:1"], repositories: [https://r]}
        virtual_packages: {__cuda: 12.4}
        channel_priority: flexible
        exclude_newer: 2026-01-31
        pinned_packages: [openssl=3]
        """;

    [TestMethod]
    [DataRow("debian:12", "debian:11", "base")]
    [DataRow("RUN a, RUN b", "RUN b, RUN a", "steps")]
    [DataRow("RUN a,", "RUN c,", "steps")]
    [DataRow("conda-forge, pytorch", "pytorch, conda-forge", "conda")]
    [DataRow("python=3.11", "python=3.12", "conda")]
    [DataRow("python=3.11", "python==3.11", "conda")]
    [DataRow("=py_0", "=py_1", "conda")]
    [DataRow("__cuda: 12.4", "__cuda: 12.5", "conda")]
    [DataRow("priority: flexible", "priority: disabled", "conda")]
    [DataRow("priority: flexible", "priority: strict", "conda")]
    [DataRow("2026-01-31", "2026-02-01", "conda")]
    [DataRow("openssl=3", "openssl=3.1", "conda")]
    [DataRow("[openssl=3]", "[]", "conda")]
    [DataRow("requests==2.0", "requests==2.1", "pip")]
    [DataRow("requests==2.0", "requests~=2.0", "pip")]
    [DataRow("--pre", "--prefer-binary", "pip")]
    [DataRow("g:a:1", "g:a:2", "spark")]
    [DataRow("https://r]", "https://s]", "spark")]
    [DataRow("repositories: [https://r]", "repositories: [https://r], precache: false", "spark")]
    [DataRow("debian:12", "debian:12\npackages_managed_by: user", "base")]
    public void A_change_moves_the_branch_that_it_belongs_to(string old, string changed, string branch)
    {
        var before = Fingerprint.Compute(Reading.Environment(Full)).Branches;
        var after = Fingerprint.Compute(
            Reading.Environment(Full.Replace(old, changed, StringComparison.Ordinal))).Branches;
        var moved = Pairs(before).Zip(Pairs(after)).Where(
            pair => pair.First != pair.Second).Select(pair => pair.First.Name);
        Assert.AreSequenceEqual([branch], moved);
    }

    [TestMethod]
    [DataRow("debian:12", "docker.io/library/debian:12")]
    [DataRow("requests==2.0", "Requests == 2.0.0")]
    [DataRow("python=3.11", "PYTHON 3.11.*")]
    [DataRow("python=3.11", "python=3.11, python=3.11")]
    [DataRow("RUN a,", "'RUN a  ',")]
    [DataRow("2026-01-31", "2026-01-31T23:59:59.999Z")]
    [DataRow("2026-01-31", "2026-02-01T00:59:59.999+01:00")]
    [DataRow("exclude_newer", "exclude-newer")]
    [DataRow("[openssl=3]", "[openssl 3.*, openssl=3]")]
    [DataRow(
        "image: debian:12", "image: debian:12\nname: x\nversion: 2\ndescription: d\ntags: {a: b}\nproperties: {c: d}")]
    [DataRow(
        "image: debian:12", "image: debian:12\nvariables: {A: b}\nplatforms: [linux-64]\npython: {interpreter: /x}")]
    public void What_means_the_same_does_not_move_it(string old, string changed) =>
        Assert.AreEqual(
            Reading.Fingerprint(Full), Reading.Fingerprint(Full.Replace(old, changed, StringComparison.Ordinal)));

    [TestMethod]
    public void A_folder_and_a_package_of_the_same_name_differ()
    {
        var package = Reading.Environment("channels: [c]\ndependencies: [python, pip, {pip: [foo]}]\n");
        var other = DefinitionReader.Read(
            "channels: [c]\ndependencies: [python, pip, {pip: [-e foo.d/]}]\n", "/x/environment.yml");
        Assert.IsTrue(
            other.HasErrors || Fingerprint.Compute(other.Environment!).Value != Fingerprint.Compute(package).Value);
        Assert.AreNotEqual(
            Reading.Fingerprint("channels: [local]\ndependencies: []\n"),
            Reading.Fingerprint("channels: [./local]\ndependencies: []\n"));
    }

    private static (string Name, string Digest)[] Pairs(FingerprintBranches branches) =>
    [
        ("base", branches.Base),
        ("steps", branches.Steps),
        ("conda", branches.Conda),
        ("pip", branches.Pip),
        ("spark", branches.Spark),
    ];
}
