using System.Text.Json;

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
    [DataRow("specifiers")]
    [DataRow("uv_rust_cases")]
    public void Versions_match_as_in_packaging(string file)
    {
        var wrong = new List<string>();
        foreach (var entry in CorpusCases.Of(file, "contains"))
        {
            Assert.IsTrue(VersionSpecifiers.TryParse(entry.Text("specifier"), out var specifiers));
            var preReleases = Flag(entry, "prereleases") ?? Flag(entry, "specifier_prereleases");
            var isContained = specifiers!.Contains(VersionText(entry.GetProperty("version")), preReleases);
            Check(wrong, entry, isContained.ToString(), entry.GetProperty("expected").GetBoolean().ToString());
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void Versions_are_chosen_as_in_packaging()
    {
        var wrong = new List<string>();
        foreach (var entry in CorpusCases.Of("specifiers", "filter", "oracle-filter"))
        {
            Assert.IsTrue(VersionSpecifiers.TryParse(entry.Text("specifier"), out var specifiers));
            var preReleases = Flag(entry, "prereleases") ?? Flag(entry, "specifier_prereleases");
            var chosen = specifiers!.Filter(Versions(entry, "versions"), preReleases);
            Check(wrong, entry, string.Join(' ', chosen), string.Join(' ', Versions(entry, "expected")));
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
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

    private static bool? Flag(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetBoolean() : null;

    private static IEnumerable<PythonVersion> Versions(JsonElement entry, string name) =>
        entry.GetProperty(name).EnumerateArray()
            .Select(text => PythonVersion.TryParse(VersionText(text), out var version) ? version : null)
            .OfType<PythonVersion>();

    private static string VersionText(JsonElement element) =>
        (element.ValueKind == JsonValueKind.Object ? element.GetProperty("version_object") : element).GetString()!;

    private static void Check(List<string> wrong, JsonElement entry, string actual, string expected)
    {
        if (actual != expected)
        {
            wrong.Add($"{entry.GetRawText()} is {actual}");
        }
    }
}
