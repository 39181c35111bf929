using System.Text.Json;

namespace EnvBuild.Python.Tests;

[TestClass]
public sealed class RequirementTests
{
    [TestMethod]
    public void Requirements_are_read_as_packaging_reads_them()
    {
        foreach (var entry in CorpusCases.Of("requirements", "requirement", "oracle-requirement"))
        {
            var text = entry.Text("input");
            var expected = entry.GetProperty("expected");
            var requirement = Parse(text);
            Assert.AreEqual(expected.Text("name"), requirement.Name, text);
            Assert.AreSequenceEqual(Texts(expected, "extras"), requirement.Extras.Order(StringComparer.Ordinal), text);
            Assert.AreSequenceEqual(
                Texts(expected, "specifier"),
                requirement.Specifiers.Clauses.Select(clause => clause.ToString()).Order(StringComparer.Ordinal),
                text);
            Assert.AreEqual(expected.GetProperty("url").GetString(), requirement.Url, text);
        }
    }

    [TestMethod]
    public void Markers_are_written_as_packaging_writes_them()
    {
        foreach (var entry in CorpusCases.Of("requirements", "requirement", "oracle-requirement"))
        {
            // packaging keeps parentheses that change nothing; ours are those that are needed.
            var expected = entry.GetProperty("expected").GetProperty("marker").GetString();
            var written = Parse(entry.Text("input")).Marker?.ToString();
            Assert.AreEqual(Bare(expected), Bare(written), entry.Text("input"));
        }
    }

    [TestMethod]
    public void What_packaging_refuses_is_refused_with_a_place()
    {
        foreach (var entry in CorpusCases.Of("requirements", "invalid"))
        {
            var text = entry.Text("input");
            Assert.IsFalse(Requirement.TryParse(text, out _, out var error), text);
            Assert.IsInRange(0, text.Length, error!.Position, text);
        }
    }

    [TestMethod]
    public void Equality_is_that_of_packaging()
    {
        foreach (var entry in CorpusCases.Of("requirements", "equal"))
        {
            var isEqual = Parse(entry.Text("left")).Equals(Parse(entry.Text("right")));
            Assert.AreEqual(entry.GetProperty("expected").GetBoolean(), isEqual, entry.Text("left"));
        }
    }

    [TestMethod]
    [DataRow("Foo.Bar [B, a ,a] >= 1.0 , < 2 ; python_version>'3' and os.name == \"nt\"",
        "foo-bar[a,b]<2,>=1 ; os_name == \"nt\" and python_version > \"3\"")]
    [DataRow("x (==1.0)", "x==1")]
    [DataRow("x@https://e/x.zip", "x @ https://e/x.zip")]
    [DataRow("x; '3' < python_version", "x ; python_version > \"3\"")]
    [DataRow("x; extra == 'A_B'", "x ; extra == \"a-b\"")]
    [DataRow(
        "x; (os_name=='a' or os_name=='b') and (os_name=='a')",
        "x ; (os_name == \"a\" or os_name == \"b\") and os_name == \"a\"")]
    public void Equal_requirements_have_one_canonical_text(string text, string expected)
    {
        var canonical = Parse(text).ToCanonicalString();
        Assert.AreEqual(expected, canonical);
        Assert.AreEqual(canonical, Parse(canonical).ToCanonicalString());
    }

    [TestMethod]
    [DataRow("requests=2.31", 8)]
    [DataRow("foo bar", 4)]
    [DataRow("foo>=1,<<2", 7)]
    [DataRow("foo[a", 5)]
    [DataRow("foo; nothing == '1'", 5)]
    public void Errors_tell_the_place(string text, int position)
    {
        Assert.IsFalse(Requirement.TryParse(text, out _, out var error));
        Assert.AreEqual(position, error!.Position, error.Message);
    }

    [TestMethod]
    public void Deep_parentheses_are_an_error()
    {
        var text = "x; " + new string('(', 100_000) + "os_name == 'a'";
        Assert.IsFalse(Requirement.TryParse(text, out _, out _));
    }

    private static string? Bare(string? marker) =>
        marker?.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonElement element, string property) =>
        element.GetProperty(property).EnumerateArray().Select(text => text.GetString()!).Order(StringComparer.Ordinal);

    private static Requirement Parse(string text)
    {
        Assert.IsTrue(Requirement.TryParse(text, out var requirement, out var error), $"{text}: {error?.Message}");
        return requirement!;
    }
}
