namespace EnvBuild.Python.Tests;

[TestClass]
public sealed class PythonVersionTests
{
    [TestMethod]
    public void Every_pair_of_the_total_order_compares_as_packaging_does()
    {
        var ascending = CorpusCases.Of("pep440_order", "total-order")[0].GetProperty("ascending")
            .EnumerateArray().Select(text => Parse(text.GetString()!)).ToList();
        for (var i = 0; i < ascending.Count; i++)
        {
            for (var j = 0; j < ascending.Count; j++)
            {
                Assert.AreEqual(
                    i.CompareTo(j),
                    Math.Sign(ascending[i].CompareTo(ascending[j])),
                    $"{ascending[i]} and {ascending[j]}");
            }
        }
    }

    [TestMethod]
    public void Spellings_become_the_normal_form()
    {
        foreach (var entry in CorpusCases.Of("pep440_order", "normalize"))
        {
            Assert.AreEqual(entry.Text("expected"), Parse(entry.Text("version")).ToString());
        }
    }

    [TestMethod]
    public void Real_versions_become_the_normal_form_that_packaging_writes()
    {
        foreach (
            var pair in CorpusCases.Of("pep440_order", "oracle-normalize")[0].GetProperty("pairs").EnumerateArray())
        {
            Assert.AreEqual(pair[1].GetString(), Parse(pair[0].GetString()!).ToString());
        }
    }

    [TestMethod]
    public void Zeros_at_the_end_are_cut_in_the_canonical_form()
    {
        foreach (var entry in CorpusCases.Of("pep440_order", "canonicalize"))
        {
            var isVersion = PythonVersion.TryParse(entry.Text("version"), out var version);
            Assert.AreEqual(entry.Text("expected"), isVersion ? version!.ToCanonicalString() : entry.Text("version"));
        }
    }

    [TestMethod]
    public void What_packaging_refuses_is_refused()
    {
        var real = CorpusCases.Of("pep440_order", "oracle-invalid")[0].GetProperty("versions");
        var texts = CorpusCases.Of("pep440_order", "invalid").Select(entry => entry.Text("version"))
            .Concat(real.EnumerateArray().Select(text => text.GetString()!));
        foreach (var text in texts)
        {
            Assert.IsFalse(PythonVersion.TryParse(text, out _), text);
        }
    }

    [TestMethod]
    public void Equal_versions_have_one_hash_code()
    {
        Assert.AreEqual(Parse("1.0"), Parse("v1.0.0"));
        Assert.AreEqual(Parse("1.0").GetHashCode(), Parse("1.0.0").GetHashCode());
    }

    private static PythonVersion Parse(string text)
    {
        Assert.IsTrue(PythonVersion.TryParse(text, out var version), text);
        return version!;
    }
}
