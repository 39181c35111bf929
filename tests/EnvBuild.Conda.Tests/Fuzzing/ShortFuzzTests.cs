using EnvBuild.Fuzzing;
using EnvBuild.Fuzzing.Seeds;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Fuzzing;

/// <summary>A few seconds of eng/fuzz with one seed, so that what it once found cannot come back unnoticed.</summary>
[TestClass]
public sealed class ShortFuzzTests
{
    [TestMethod]
    [DataRow("version", 20_000)]
    [DataRow("version-spec", 2_000)]
    [DataRow("match-spec", 10_000)]
    [DataRow("channel", 5_000)]
    [DataRow("repodata", 2_000)]
    [DataRow("shard-index", 20_000)]
    [DataRow("shard", 3_000)]
    [DataRow("index", 10_000)]
    [DataRow("lock", 3_000)]
    [DataRow("conda", 100)]
    [DataRow("conda-files", 100)]
    [DataRow("conda-info", 100)]
    [DataRow("bzip2", 100)]
    [DataRow("bzip2-tar", 50)]
    public void Every_reader_bears_what_is_made_up(string name, int inputs)
    {
        using var folder = new TemporaryFolder();
        var target = FuzzTargets.Create(new CorpusSeeds(null, null), folder.Path).Single(target => target.Name == name);

        // Other tests run beside this one: neither their time nor their memory counts.
        var report = new FuzzRun(target, new FuzzOptions { Inputs = inputs, Seed = 7, ChecksCost = false }).Run();

        Assert.IsEmpty(report.Findings.Select(finding => $"input {finding.Number}: {finding.Reason}"));
        Assert.AreEqual(inputs, report.Inputs);

        // bzip2 has a checksum over each block: nothing that is made up passes.
        Assert.AreEqual(name != "bzip2", report.Accepted > 0);
    }
}
