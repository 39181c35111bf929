namespace EnvBuild.Python.Tests;

[TestClass]
public sealed class PackageNameTests
{
    [TestMethod]
    public void Names_are_normalised_as_PEP_503_says()
    {
        foreach (var entry in CorpusCases.Of("requirements", "canonical-name", "is-normalized-name"))
        {
            Assert.AreEqual(entry.Text("expected"), PackageName.Normalize(entry.Text("input")));
        }
    }

    [TestMethod]
    public void Names_with_line_ends_are_invalid()
    {
        foreach (var entry in CorpusCases.Of("requirements", "invalid-name"))
        {
            Assert.IsFalse(PackageName.IsValid(entry.Text("input")));
        }
    }
}
