using System.Text.Json;
using System.Text.RegularExpressions;
using EnvBuild.Testing;

namespace EnvBuild.Solving.Tests;

/// <summary>resolvo's own tests.</summary>
[TestClass]
public sealed partial class ResolvoSuiteTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    public void Resolvos_own_cases_have_its_answers()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Corpus.Require("conda/solves/resolvo_cases.json")));
        var (wrong, done, left) = (new List<string>(), 0, new List<string>());
        foreach (var item in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var name = item.GetProperty("source").GetString()!.Split("::")[^1];
            if (ReasonToLeaveOut(item, name) is { } reason)
            {
                left.Add($"{name}: {reason}");
                continue;
            }

            done++;
            if (Check(item) is { } problem)
            {
                wrong.Add($"{name}: {problem}");
            }
        }

        TestContext.WriteLine($"{done} cases done; left out: {string.Join("; ", left)}");
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsGreaterThanOrEqualTo(33, done);
    }

    private static string? ReasonToLeaveOut(JsonElement item, string name) => name switch
    {
        "test_resolve_and_cancel" => "a source that cancels itself",
        "test_resolve_with_unknown_deps" => "needs that a source cannot tell",
        "test_solve_with_additional" or "test_solve_with_additional_with_constrains" => "wishes that may stay open",
        "test_constraints" or "test_root_constraints" => "the constraint is not in the case",
        _ => item.GetProperty("requirements").GetArrayLength() == 0 ? "the requirements are not in the case" : null,
    };

    private static string? Check(JsonElement item)
    {
        var source = Read(item);
        var requirements = item.GetProperty("requirements").EnumerateArray().Select(text => text.GetString()!).ToArray();
        var solution = PackageSolver.Solve(source, source.Problem(requirements));
        var text = item.GetProperty("expected_text").GetString();
        var isSat = item.GetProperty("sat").ValueKind == JsonValueKind.Null || item.GetProperty("sat").GetBoolean();
        if (solution.IsSolved != isSat)
        {
            return $"solved: {solution.IsSolved}";
        }

        var mine = string.Join(' ', solution.Packages.Select(source.Show).Order(StringComparer.Ordinal));
        if (isSat && text is not null)
        {
            var expected = string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
            return expected == mine ? null : $"{mine} instead of {expected}";
        }

        if (!isSat)
        {
            return solution.Core.IsEmpty ? "no explanation" : null;
        }

        var versions = item.GetProperty("asserts").EnumerateArray().Select(line => VersionRegex().Match(line.GetString()!))
            .Where(match => match.Success).Select(match => match.Groups[1].Value);
        return versions.All(version => mine.Contains($"={version}")) ? null : $"{mine} without {string.Join(' ', versions)}";
    }

    private static TextSource Read(JsonElement item)
    {
        var source = new TextSource();
        foreach (var package in item.GetProperty("packages").EnumerateArray())
        {
            source.Add(
                package.GetProperty("name").GetString()!,
                int.Parse(package.GetProperty("version").GetString()!),
                Texts(package, "depends"),
                Texts(package, "constrains"));
        }

        foreach (var (name, version) in Pairs(item, "exclude"))
        {
            source.Exclude(name, version);
        }

        foreach (var (name, version) in Pairs(item, "favor"))
        {
            source.Favor(name, version);
        }

        foreach (var (name, version) in Pairs(item, "locked"))
        {
            source.Lock(name, version);
        }

        return source;
    }

    private static IEnumerable<(string Name, int Version)> Pairs(JsonElement item, string key) =>
        Texts(item, key).Select(text => PairRegex().Match(text)).Select(match => (match.Groups[1].Value, int.Parse(match.Groups[2].Value)));

    private static string[] Texts(JsonElement item, string key) =>
        item.TryGetProperty(key, out var array) ? [.. array.EnumerateArray().Select(text => text.GetString()!)] : [];

    [GeneratedRegex(@"record\.version, (\d+)")]
    private static partial Regex VersionRegex();

    [GeneratedRegex("\"([^\"]+)\", (\\d+)")]
    private static partial Regex PairRegex();
}
