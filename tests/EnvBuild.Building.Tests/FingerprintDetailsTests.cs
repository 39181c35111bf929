using EnvBuild.Definitions;

namespace EnvBuild.Building.Tests;

[TestClass]
public sealed class FingerprintDetailsTests
{
    [TestMethod]
    [DataRow("numpy=1.26", "numpy=2.0", "conda: package: numpy version=1.26.* → numpy version=2.0.*")]
    [DataRow("numpy=1.26", "numpy=1.26, scipy", "conda: + package: scipy")]
    [DataRow("numpy=1.26, scipy", "numpy=1.26", "conda: - package: scipy")]
    [DataRow("numpy=1.26", "numpy=1.26", "")]
    public void A_change_names_branch_and_what_moved(string before, string after, string expected)
    {
        var change = Details(after).DescribeChange(Details(before).Explanation);
        Assert.AreEqual(expected, change);
    }

    private static FingerprintDetails Details(string packages)
    {
        var reading = DefinitionReader.Read($"channels: [conda-forge]\ndependencies: [{packages}]\n", "/project/environment.yml");
        return FingerprintDetails.Of(reading.Environment!);
    }
}
