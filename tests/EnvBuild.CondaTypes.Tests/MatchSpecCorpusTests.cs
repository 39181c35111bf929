using System.Text.Json;

namespace EnvBuild.Conda.Tests;

[TestClass]
public sealed class MatchSpecCorpusTests
{
    private static readonly Lazy<JsonElement> Cases = new(() => CorpusJson.Read("conda/matchspecs.json"));

    [TestMethod]
    public void Specs_of_condas_tests_have_its_canonical_text_or_are_refused()
    {
        AssertAll("conda_parse", item =>
        {
            var text = item.Text("spec")!;
            var isSpec = MatchSpec.TryParse(text, out var spec, out var error);
            if (item.Text("error") is not null)
            {
                return isSpec ? "accepted" : null;
            }

            return isSpec ? Compare(item.Text("canonical"), spec!.ToString()) : $"refused: {error!.Reason}";
        });
    }

    [TestMethod]
    public void Fields_of_condas_tests_are_found()
    {
        AssertAll("conda_parse", item =>
        {
            if (!item.TryGetProperty("fields", out var fields))
            {
                return null;
            }

            var spec = MatchSpec.Parse(item.Text("spec")!);
            return Compare(fields.Text("name"), spec.Name)
                ?? Compare(fields.Text("build"), spec.Build?.Text)
                ?? Compare(fields.Text("version")?.Replace("==", ""), spec.Version?.ToString().Replace("==", ""))
                ?? Compare(fields.Text("build_number"), spec.BuildNumber?.Text)
                ?? Compare(fields.Text("subdir"), spec.Subdir);
        });
    }

    [TestMethod]
    public void Specs_match_the_records_that_conda_matches()
    {
        AssertAll("conda_match", item => Compare(
            item.Text("match"),
            MatchSpec.Parse(item.Text("spec")!).Matches(CorpusJson.Record(item.GetProperty("record"))) ? "true" : "false"));
    }

    [TestMethod]
    public void Specs_match_the_records_that_mamba_matches()
    {
        AssertAll("mamba_match", item => Compare(
            item.Text("match"),
            MatchSpec.Parse(item.Text("spec")!).Matches(CorpusJson.Record(item.GetProperty("record"))) ? "true" : "false"));
    }

    [TestMethod]
    [DataRow("conda_versionspec_match")]
    [DataRow("mamba_versionspec_match")]
    public void Version_specs_match_as_elsewhere(string block)
    {
        AssertAll(block, item => Compare(
            item.Text("match"),
            VersionSpec.Parse(item.Text("spec")!).Matches(CondaVersion.Parse(item.Text("version")!)) ? "true" : "false"));
    }

    [TestMethod]
    public void Version_specs_have_condas_canonical_text_or_are_refused()
    {
        AssertAll("conda_versionspec_parse", item =>
        {
            var isSpec = VersionSpec.TryParse(item.Text("text")!, out var spec, out var error);
            if (item.Text("error") is not null)
            {
                return isSpec ? "accepted" : null;
            }

            return isSpec ? Compare(item.Text("canonical"), spec!.ToString()) : $"refused: {error!.Reason}";
        });
    }

    [TestMethod]
    public void Specs_that_mamba_reads_are_read()
    {
        AssertAll("mamba_parse", item =>
        {
            var spec = MatchSpec.Parse(item.Text("spec")!);
            return Compare(item.Text("name") ?? spec.Name, spec.Name) ?? Compare(item.Text("build_string"), spec.Build?.Text);
        });
    }

    [TestMethod]
    public void Spellings_that_CEP_29_calls_equivalent_are_one_spec()
    {
        AssertAll("cep29_equivalent", item =>
        {
            var texts = item.GetProperty("equivalent").EnumerateArray().Select(text => MatchSpec.Parse(text.GetString()!).ToString());
            return string.Join(" ", texts.Distinct()) is var all && all.Contains(' ') ? all : null;
        });
        AssertAll("cep29_canonical", item => Compare(item.Text("canonical"), MatchSpec.Parse(item.Text("spec")!).ToString()));
    }

    [TestMethod]
    public void Specs_of_rattlers_tests_have_its_fields()
    {
        var snapshots = Cases.Value.GetProperty("rattler_parse_snapshots");
        var lenient = snapshots.EnumerateObject().Single(item => item.Name.EndsWith("test_from_string_Lenient.snap")).Value;
        var wrong = new List<string>();
        foreach (var item in lenient.EnumerateObject())
        {
            var isSpec = MatchSpec.TryParse(item.Name, out var spec, out _);
            var problem = item.Value.TryGetProperty("error", out _)
                ? isSpec ? "accepted" : null
                : !isSpec ? "refused"
                : Compare(item.Value.Text("name"), spec!.PackageName)
                    ?? (spec.Url is null ? Compare(item.Value.Text("build"), spec.Build?.Text) : null)
                    ?? (spec.Url is null ? Compare(item.Value.Text("subdir"), spec.Subdir) : null)
                    ?? Compare(item.Value.Text("url"), spec.Url);
            if (problem is not null)
            {
                wrong.Add($"{item.Name}: {problem}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void Real_specs_match_real_records_as_in_conda()
    {
        var wrong = new List<string>();
        var pairs = 0;
        foreach (var item in CorpusJson.Read("conda/matchspecs_real.json").GetProperty("cases").EnumerateArray())
        {
            var spec = MatchSpec.Parse(item.Text("spec")!);
            var bits = item.GetProperty("match");
            var index = 0;
            foreach (var row in item.GetProperty("records").EnumerateArray())
            {
                var record = RealRecord(item.Text("name")!, row);
                var expected = bits.ValueKind == JsonValueKind.String
                    ? bits.GetString()![index] == '1'
                    : bits[index].ToString() is "1" or "True" or "true";
                if (spec.Matches(record) != expected)
                {
                    wrong.Add($"{spec} and {record}: {expected}");
                }

                index++;
                pairs++;
            }
        }

        Assert.IsGreaterThan(10_000, pairs);
        Assert.IsEmpty(wrong, string.Join('\n', wrong.Take(20)));
    }

    [TestMethod]
    public void Specs_of_real_definitions_have_condas_canonical_text()
    {
        var wrong = new List<string>();
        foreach (var item in CorpusJson.Read("conda/env_specs.json").GetProperty("specs").EnumerateArray())
        {
            var isSpec = MatchSpec.TryParse(item.Text("spec")!, out var spec, out var error);
            if (!isSpec || spec!.ToString() != item.Text("conda"))
            {
                wrong.Add($"{item.Text("spec")}: '{item.Text("conda")}', not '{spec}' {error}");
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    private static PackageRecord RealRecord(string name, JsonElement row) => new()
    {
        Name = name,
        Version = CondaVersion.Parse(row[0].GetString()!),
        Build = row[1].GetString()!,
        BuildNumber = row[2].GetInt64(),
        Subdir = "linux-64",
        FileName = "",
        Url = "",
        ChannelName = "",
    };

    private static void AssertAll(string block, Func<JsonElement, string?> check)
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var item in Cases.Value.GetProperty(block).EnumerateArray())
        {
            count++;
            var problem = check(item);
            if (problem is not null)
            {
                wrong.Add($"{item.GetRawText()[..Math.Min(150, item.GetRawText().Length)]}: {problem}");
            }
        }

        Assert.IsGreaterThan(0, count);
        Assert.IsEmpty(wrong, $"{wrong.Count} of {count}:\n" + string.Join('\n', wrong));
    }

    private static string? Compare(string? expected, string? actual) =>
        expected == actual ? null : $"'{expected}' was expected, '{actual}' found";
}
