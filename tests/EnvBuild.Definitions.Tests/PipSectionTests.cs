using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Definitions.Tests;

[TestClass]
public sealed class PipSectionTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("Requests[B,a] >= 2.0 ; os.name=='nt'", "requests[a,b]>=2 ; os_name == \"nt\"")]
    [DataRow("git+https://github.com/a/b.git@x#egg=b", "git+https://github.com/a/b.git@x#egg=b")]
    [DataRow("-e git+https://github.com/a/b.git", "-e git+https://github.com/a/b.git")]
    [DataRow("a==1 --hash=sha256:BB --hash sha256:aa", "a==1 --hash=sha256:aa --hash=sha256:bb")]
    [DataRow("a  # why", "a")]
    [DataRow("Foo_Bar == {{latest}}", "foo-bar=={{latest}}")]
    [DataRow("flit-core === 3.9.0 --hash=sha256:1234", "flit-core===3.9.0 --hash=sha256:1234")]
    public void Requirements_have_a_canonical_text(string line, string canonical) =>
        Assert.AreEqual(canonical, Pip(line).Requirements.Single().Canonical);

    [TestMethod]
    [DataRow("-i https://x/simple", "--index-url=https://x/simple")]
    [DataRow("--index-url=https://x/simple", "--index-url=https://x/simple")]
    [DataRow("--extra-index-url \"https://x/simple\"", "--extra-index-url=https://x/simple")]
    [DataRow("-fhttps://x", "--find-links=https://x")]
    [DataRow("--pre", "--pre")]
    [DataRow("-r https://example.com/r.txt", "--requirement=https://example.com/r.txt")]
    public void Options_have_a_canonical_text(string line, string canonical) =>
        Assert.AreEqual(canonical, Pip(line).Options.Single().Canonical);

    [TestMethod]
    [DataRow("--upgrade", "ENV1028")]
    [DataRow("--extra-index-url", "ENV1029")]
    [DataRow("-r https://example.com/r.txt [--no-deps]", "ENV1030")]
    [DataRow("torch --index-url https://x", "ENV1042")]
    [DataRow("requests=2", "ENV1015")]
    [DataRow("pip install x", "ENV1015")]
    public void What_pip_does_not_take_is_told(string line, string code) =>
        Assert.Contains(code, Reading.Of(Definition(line)).Diagnostics.Select(diagnostic => diagnostic.Code));

    [TestMethod]
    public void A_block_of_lines_is_a_line_each()
    {
        var pip = Reading.Environment(
            "channels: [c]\ndependencies:\n- python\n- pip\n- pip:\n  - |\n    a==1  # c\n    b\n").Pip;
        Assert.AreSequenceEqual(["a==1", "b"], pip.Requirements.Select(requirement => requirement.Canonical));
        Assert.AreSequenceEqual([7, 8], pip.Requirements.Select(requirement => requirement.Location.Span!.Value.Line));
    }

    [TestMethod]
    public async Task Requirements_files_are_read_with_what_they_name()
    {
        using var folder = new TemporaryFolder();
        folder.Write("req/a.txt", "# c\nb == 1.0  # d\n-c limits.txt\n-r a.txt\na \\\n  >=2\n--pre\n");
        folder.Write("req/limits.txt", "c<3\n");
        var reading = await DefinitionReader.ReadAsync(
            folder.Write("environment.yml", Definition("-r req/a.txt")), TestContext.CancellationToken);
        var pip = reading.Environment!.Pip;
        Assert.AreSequenceEqual(["b==1", "a>=2"], pip.Requirements.Select(requirement => requirement.Canonical));
        Assert.AreSequenceEqual(["c<3"], pip.Constraints.Select(requirement => requirement.Canonical));
        Assert.AreSequenceEqual(["--pre"], pip.Options.Select(option => option.Canonical));
        Assert.AreEqual($"{folder["req/a.txt"]}(2,1)", pip.Requirements[0].Location.ToString());
        Assert.AreEqual(
            Fingerprint.Compute(reading.Environment).Branches.Conda,
            Fingerprint.Compute(Reading.Environment(Definition("a"))).Branches.Conda);
    }

    [TestMethod]
    public async Task A_mistake_in_a_requirements_file_is_told_there()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("r.txt", "a==1\n  b=2\n");
        var reading = await DefinitionReader.ReadAsync(
            folder.Write("environment.yml", Definition("-r r.txt")), TestContext.CancellationToken);
        Assert.AreEqual(
            $"{file}(2,4)", reading.Diagnostics.Single(entry => entry.Severity == Severity.Error).Location!.ToString());
    }

    [TestMethod]
    public async Task The_content_of_a_local_wheel_enters_the_fingerprint()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("environment.yml", Definition("./a.whl"));
        folder.Write("a.whl", "one");
        var one = Fingerprint.Compute(
            (await DefinitionReader.ReadAsync(path, TestContext.CancellationToken)).Environment!);
        folder.Write("a.whl", "two");
        var two = Fingerprint.Compute(
            (await DefinitionReader.ReadAsync(path, TestContext.CancellationToken)).Environment!);
        Assert.AreNotEqual(one.Branches.Pip, two.Branches.Pip);
    }

    private static PipSection Pip(string line) => Reading.Environment(Definition(line)).Pip;

    private static string Definition(string line) =>
        "channels: [c]\ndependencies:\n- python\n- pip\n- pip:\n"
        + $"  - '{line.Replace("'", "''", StringComparison.Ordinal)}'\n";
}
