namespace EnvBuild.Python.Tests;

[TestClass]
public sealed class MarkerExpressionTests
{
    [TestMethod]
    public void Every_marker_of_real_packages_is_read_and_keeps_its_canonical_form()
    {
        foreach (var entry in CorpusCases.Of("markers", "oracle-evaluate-many", "evaluate", "evaluate-legacy"))
        {
            var text = entry.Text("marker");
            Assert.IsTrue(MarkerExpression.TryParse(text, out var marker, out var error), $"{text}: {error?.Message}");
            var canonical = marker!.ToCanonicalString();
            Assert.IsTrue(MarkerExpression.TryParse(canonical, out var again, out _), canonical);
            Assert.AreEqual(canonical, again!.ToCanonicalString());
        }
    }

    [TestMethod]
    [DataRow("os_name == 'a' os_name == 'b'")]
    [DataRow("os_name")]
    [DataRow("(os_name == 'a'")]
    [DataRow("os_name = 'a'")]
    public void What_is_no_marker_is_refused(string text) =>
        Assert.IsFalse(MarkerExpression.TryParse(text, out _, out _));
}
