namespace EnvBuild.Python.Tests;

[TestClass]
public sealed class VersionSpecifiersTests
{
    [TestMethod]
    public void What_packaging_takes_is_taken()
    {
        foreach (var entry in CorpusCases.Of("specifiers", "valid"))
        {
            Assert.IsTrue(VersionSpecifiers.TryParse(entry.Text("specifier"), out _), entry.Text("specifier"));
        }

        foreach (var entry in CorpusCases.Of("specifiers", "valid-with-operators"))
        {
            foreach (var symbol in entry.GetProperty("operators").EnumerateArray())
            {
                var text = symbol.GetString() + entry.Text("version");
                Assert.IsTrue(VersionSpecifiers.TryParse(text, out _), text);
            }
        }
    }

    [TestMethod]
    public void What_packaging_refuses_is_refused()
    {
        foreach (var entry in CorpusCases.Of("specifiers", "invalid"))
        {
            Assert.IsFalse(VersionSpecifiers.TryParse(entry.Text("specifier"), out _), entry.Text("specifier"));
        }
    }

    [TestMethod]
    [DataRow(">=1.0,<2", "<2,>=1")]
    [DataRow("== 1.2.0", "==1.2")]
    [DataRow("==1.0.*", "==1.0.*")]
    [DataRow("~=1.0.0", "~=1.0.0")]
    [DataRow(">=1,>=1.0", ">=1")]
    [DataRow("===Foo", "===foo")]
    [DataRow("", "")]
    public void Equal_sets_have_one_canonical_text(string text, string expected)
    {
        Assert.IsTrue(VersionSpecifiers.TryParse(text, out var specifiers));
        Assert.AreEqual(expected, specifiers!.ToCanonicalString());
    }

    [TestMethod]
    [DataRow("==1.2", true)]
    [DataRow("===1.2", true)]
    [DataRow("==1.*", false)]
    [DataRow(">=1", false)]
    public void Only_exact_equality_pins(string text, bool expected)
    {
        Assert.IsTrue(VersionSpecifiers.TryParse(text, out var specifiers));
        Assert.AreEqual(expected, specifiers!.IsPinned);
    }
}
