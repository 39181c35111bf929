using System.Text.Json;
using EnvBuild.Testing;

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
    public void Markers_hold_where_packaging_says_so()
    {
        var wrong = new List<string>();
        foreach (var entry in CorpusCases.Of("markers", "evaluate", "evaluate-legacy"))
        {
            var environment = Overlay(Environment(entry.GetProperty("base")), entry.GetProperty("environment"));
            Check(wrong, entry.Text("marker"), environment, entry.GetProperty("expected").GetBoolean());
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void Markers_of_real_packages_hold_for_their_targets_and_extras()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Corpus.Require("pip/markers.json")));
        var environments = document.RootElement.GetProperty("environments").EnumerateObject()
            .ToDictionary(entry => entry.Name, entry => Environment(entry.Value));
        var wrong = new List<string>();
        foreach (var entry in CorpusCases.Of("markers", "oracle-evaluate-many"))
        {
            foreach (var expected in entry.GetProperty("expected").EnumerateObject())
            {
                var parts = expected.Name.Split('|');
                var extra = parts.Length > 1 ? PackageName.Normalize(parts[1]["extra=".Length..]) : "";
                Check(wrong, entry.Text("marker"), environments[parts[0]] with { Extra = extra }, expected.Value.GetBoolean());
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    [DataRow("extra == 'b_c'", true)]
    [DataRow("extra == 'a' and extra == 'b-c'", false)]
    [DataRow("extra != 'a'", true)]
    [DataRow("extra == 'd'", false)]
    public void One_of_several_extras_is_enough(string text, bool expected)
    {
        Assert.IsTrue(MarkerExpression.TryParse(text, out var marker, out _));
        Assert.AreEqual(expected, marker!.Evaluate(new MarkerEnvironment([]), ["a", "b-c"]));
    }

    [TestMethod]
    [DataRow("'A_b' in extras", true)]
    [DataRow("'c' in extras or 'dev' in dependency_groups", true)]
    [DataRow("'a-b' not in extras", false)]
    [DataRow("'dev' in extras", false)]
    public void Locks_ask_for_sets_of_extras_and_groups(string text, bool expected)
    {
        Assert.IsTrue(MarkerExpression.TryParse(text, out var marker, out _));
        var environment = new MarkerEnvironment([]) { Extras = ["a-b"], DependencyGroups = ["dev"] };
        Assert.AreEqual(expected, marker!.Evaluate(environment));
    }

    [TestMethod]
    [DataRow("os_name == 'a' os_name == 'b'")]
    [DataRow("os_name")]
    [DataRow("(os_name == 'a'")]
    [DataRow("os_name = 'a'")]
    public void What_is_no_marker_is_refused(string text) =>
        Assert.IsFalse(MarkerExpression.TryParse(text, out _, out _));

    private static MarkerEnvironment Environment(JsonElement variables) =>
        Overlay(new MarkerEnvironment([]), variables);

    private static MarkerEnvironment Overlay(MarkerEnvironment environment, JsonElement variables)
    {
        if (variables.ValueKind != JsonValueKind.Object)
        {
            return environment;
        }

        foreach (var variable in variables.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.String))
        {
            var value = variable.Value.GetString()!;
            environment = variable.Name == "extra"
                ? environment with { Extra = PackageName.Normalize(value) }
                : environment with { Variables = environment.Variables.SetItem(variable.Name, value) };
        }

        return environment;
    }

    private static void Check(List<string> wrong, string text, MarkerEnvironment environment, bool expected)
    {
        Assert.IsTrue(MarkerExpression.TryParse(text, out var marker, out _), text);
        if (marker.Evaluate(environment) != expected)
        {
            var variables = string.Join(' ', environment.Variables.Select(entry => $"{entry.Key}={entry.Value}"));
            wrong.Add($"{text} should be {expected} for {variables} extra={environment.Extra}");
        }
    }
}
