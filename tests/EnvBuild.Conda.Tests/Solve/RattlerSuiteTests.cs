using System.Globalization;
using System.Text.Json.Nodes;
using EnvBuild.Conda.Solve;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Solve;

/// <summary>rattler's own tests of its solvers.</summary>
[TestClass]
public sealed class RattlerSuiteTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Rattlers_own_cases_have_its_answers()
    {
        var cases = JsonNode.Parse(File.ReadAllBytes(Corpus.Require("conda/solves/rattler_solver_cases.json")))!["cases"]!.AsArray();
        var (wrong, left, done) = (new List<string>(), 0, 0);
        foreach (var item in cases)
        {
            if (NeedsWhatIsNotThere(item!))
            {
                left++;
                continue;
            }

            done++;
            var problem = Check(item!);
            if (problem is not null)
            {
                wrong.Add($"{item!["test"]}, {item["title"]}: {problem}");
            }
        }

        TestContext.WriteLine($"{done} cases done, {left} left out");
        Assert.IsGreaterThanOrEqualTo(23, done);
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    /// <summary>
    /// Conditions lost their text when these cases were taken out of rattler's source; overrides of dependencies are
    /// no part of a definition.
    /// </summary>
    private static bool NeedsWhatIsNotThere(JsonNode item) =>
        item.ToJsonString().Contains("[when=") || item["other"]!["dependency_overrides"] is not null;

    private string? Check(JsonNode item)
    {
        var indexes = MemoryChannel.Create("test", Records(item, "repository"));
        var request = new SolveRequest
        {
            Platform = "linux-64",
            Channels = [.. indexes.Select(index => index.Channel).Distinct()],
            Specs = Specs(item, "specs"),
            Constraints = Specs(item, "constraints"),
            VirtualPackages = [.. (item["virtual_packages"]?.AsArray() ?? []).Select(text => VirtualPackage.Parse((string)text!))],
            Favored = [.. MemoryChannel.Create("test", Records(item, "locked_packages")).SelectMany(index => index.Names.SelectMany(name => index.RecordsOf(name)))],
            ExcludeNewer = item["other"]!["exclude_newer"] is null
                ? null
                : DateTimeOffset.Parse("2022-01-01T00:00:00Z", CultureInfo.InvariantCulture),
            Strategy = (string?)item["other"]!["strategy"] switch
            {
                "SolveStrategy::LowestVersion" => SolveStrategy.Lowest,
                "SolveStrategy::LowestVersionDirect" => SolveStrategy.LowestDirect,
                _ => SolveStrategy.Highest,
            },
        };
        var result = CondaSolver.Solve(request, indexes, NullReporter.Instance, TestContext.CancellationToken);
        if (!result.IsSolved)
        {
            return result.Explanation;
        }

        var missing = (item["expect_present"]?.AsArray() ?? []).Where(wanted => !result.Packages.Any(record => IsLike(record, wanted!)));
        var unwanted = (item["expect_absent"]?.AsArray() ?? [])
            .Select(name => (string)name!)
            .Where(name => !(item["expect_present"]?.AsArray() ?? []).Any(wanted => (string?)wanted!["name"] == name))
            .Where(name => result.Packages.Any(record => record.Name == name));
        var problems = missing.Select(wanted => "no " + wanted!.ToJsonString()).Concat(unwanted);
        return string.Join(' ', problems) is { Length: > 0 } text ? text + " in " + string.Join(' ', result.Packages) : null;
    }

    private static bool IsLike(PackageRecord record, JsonNode wanted) =>
        record.Name == (string?)wanted["name"]
        && record.Version.Text == ((string?)wanted["version"] ?? record.Version.Text)
        && record.Build == ((string?)wanted["build"] ?? record.Build)
        && record.FileName == ((string?)wanted["fn"] ?? record.FileName);

    private static System.Collections.Immutable.ImmutableArray<RequestedSpec> Specs(JsonNode item, string key) =>
        [.. (item[key]?.AsArray() ?? []).Select(text => new RequestedSpec(MatchSpec.Parse((string)text!)))];

    private static IEnumerable<JsonObject> Records(JsonNode item, string key)
    {
        foreach (var record in item[key]?.AsArray() ?? [])
        {
            var copy = record!.DeepClone().AsObject();
            if ((string?)copy["timestamp_iso"] is { } time)
            {
                copy["timestamp"] = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
            }

            yield return copy;
        }
    }
}
