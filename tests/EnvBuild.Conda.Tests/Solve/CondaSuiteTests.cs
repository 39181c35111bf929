using System.Text.Json.Nodes;
using EnvBuild.Conda.Solve;
using EnvBuild.Diagnostics;
using EnvBuild.Testing;

namespace EnvBuild.Conda.Tests.Solve;

/// <summary>conda's own tests of its solvers, with what both solvers of conda answered.</summary>
[TestClass]
public sealed class CondaSuiteTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Condas_own_cases_have_its_answers()
    {
        var cases = JsonNode.Parse(File.ReadAllBytes(Corpus.Require("conda/solves/conda_solvertests.json")))!["cases"]!.AsArray();
        var indexFiles = new Dictionary<string, JsonArray>();
        var (wrong, other, same) = (new List<string>(), new List<string>(), 0);
        foreach (var group in cases.GroupBy(item => ProblemKey(item!)))
        {
            var problem = group.First()!;
            var indexes = problem["channels"]!.AsObject()
                .SelectMany(channel => MemoryChannel.Create(channel.Key, Records(channel.Value!, indexFiles)))
                .ToList();
            var request = new SolveRequest
            {
                Platform = "linux-64",
                ChannelPriority = ChannelPriority.Flexible,
                Channels = [.. indexes.Select(index => index.Channel).Distinct()],
                Specs = [.. problem["add"]!.AsArray().Select(text => new RequestedSpec(MatchSpec.Parse(Spec((string)text!))))],
            };
            var result = CondaSolver.Solve(request, indexes, NullReporter.Instance, TestContext.CancellationToken);
            var verdicts = group.Select(item => item!["error"] is null).Distinct().ToArray();
            if (!verdicts.Contains(result.IsSolved))
            {
                wrong.Add($"{problem["test"]} {problem["add"]!.ToJsonString()}: solved {result.IsSolved}\n{result.Explanation}");
                continue;
            }

            if (!result.IsSolved)
            {
                continue;
            }

            wrong.AddRange(SolutionCheck.Problems(request, indexes, result.Packages));
            var mine = result.Packages.Select(record => $"{record.ChannelName}::{record.DistName}").Order().ToArray();
            var answers = group.Where(item => item!["result"] is not null)
                .Select(item => item!["result"]!.AsArray().Select(text => (string)text!).Order().ToArray()).ToArray();
            if (answers.Any(answer => answer.SequenceEqual(mine)))
            {
                same++;
            }
            else
            {
                other.Add($"{problem["test"]} {problem["add"]!.ToJsonString()}: + {string.Join(' ', mine.Except(answers[0]))} - {string.Join(' ', answers[0].Except(mine))}");
            }
        }

        TestContext.WriteLine($"{same} identical, {other.Count} other sets");
        TestContext.WriteLine(string.Join('\n', other));
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsGreaterThanOrEqualTo(0.95 * (same + other.Count), same);
    }

    private static string ProblemKey(JsonNode item) =>
        ((string)item["test"]!).Split("::")[^1] + Spec(item["add"]!.ToJsonString()) + item["channels"]!.AsObject().Count
        + string.Join(' ', item["channels"]!.AsObject().Select(channel => channel.Value is JsonArray ? channel.Value.ToJsonString() : ""));

    private static string Spec(string text)
    {
        const string Marker = "/channels/";
        var start = text.IndexOf("file:///", StringComparison.Ordinal);
        return start < 0 ? text : text[..start] + text[(text.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)..];
    }

    private static IEnumerable<JsonObject> Records(JsonNode channel, Dictionary<string, JsonArray> indexFiles)
    {
        if (channel is JsonArray list)
        {
            return list.Select(record => WithPip(record!.AsObject()));
        }

        var name = (string)channel["index"]!;
        if (!indexFiles.TryGetValue(name, out var records))
        {
            records = JsonNode.Parse(File.ReadAllBytes(Corpus.Require($"conda/solves/{name}")))!.AsArray();
            indexFiles.Add(name, records);
        }

        return records.Select(record => WithPip(record!.AsObject()));
    }

    /// <summary>conda adds pip to what Python needs (<c>add_pip_as_python_dependency</c>).</summary>
    private static JsonObject WithPip(JsonObject record)
    {
        var version = (string?)record["version"] ?? "";
        if ((string?)record["name"] != "python" || version is not ['2' or '3', '.', ..])
        {
            return record;
        }

        var copy = record.DeepClone().AsObject();
        (copy["depends"] ??= new JsonArray()).AsArray().Add("pip");
        return copy;
    }
}
