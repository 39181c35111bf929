using System.Text.Json.Nodes;
using EnvBuild.Conda.Solve;
using EnvBuild.Conda.VirtualPackages;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Solve;

/// <summary>What the third revision of repodata adds: conditions, groups, flags, times (CEP 43 to 48).</summary>
[TestClass]
public sealed class ThirdRevisionTests
{
    [TestMethod]
    [DataRow("conditional python=3.9", "conditional numpy python scipy")]
    [DataRow("conditional python=3.8", "conditional python scipy")]
    public void A_dependency_counts_where_the_condition_holds(string specs, string expected)
    {
        var records = new[]
        {
            MemoryChannel.Record(
                "conditional", "1", ["python >=3.8", "numpy[when='python>=3.9']", "scipy[when=\"python <4\"]"]),
            MemoryChannel.Record("python", "3.9.0"), MemoryChannel.Record("python", "3.8.0"),
            MemoryChannel.Record("numpy", "1"), MemoryChannel.Record("scipy", "1"),
        };

        Assert.AreEqual(expected, Solve(records, specs.Split(' ')));
    }

    [TestMethod]
    [DataRow("__linux", "linux-dependency package")]
    [DataRow("__osx", "osx-dependency package")]
    [DataRow("__win", "package win-dependency")]
    public void A_condition_can_ask_for_the_target(string target, string expected)
    {
        var records = new[]
        {
            MemoryChannel.Record(
                "package", "1",
                ["osx-dependency[when=__osx]", "linux-dependency[when='__linux and not-there or __linux']", "win-dependency[when='__win>=0']"]),
            MemoryChannel.Record("osx-dependency", "1"), MemoryChannel.Record("linux-dependency", "1"),
            MemoryChannel.Record("win-dependency", "1"),
        };

        Assert.AreEqual(expected, Solve(records, ["package"], target));
    }

    [TestMethod]
    [DataRow("side=0.2", "chain inner package side")]
    [DataRow("side=0.1", "chain side")]
    public void Conditions_chain(string side, string expected)
    {
        var records = new[]
        {
            MemoryChannel.Record("chain", "1", ["package[when='side>=0.2']"]),
            MemoryChannel.Record("package", "1", ["inner[when='side and __linux']", "other[when='side and __osx']"]),
            MemoryChannel.Record("inner", "1"), MemoryChannel.Record("other", "1"),
            MemoryChannel.Record("side", "0.1"), MemoryChannel.Record("side", "0.2"),
        };

        Assert.AreEqual(expected, Solve(records, ["chain", side], "__linux"));
    }

    [TestMethod]
    [DataRow("python[when=__linux]", "python")]
    [DataRow("python[when=__win]", "")]
    [DataRow("python[when='__win or __linux']", "python")]
    public void What_is_asked_for_can_have_a_condition(string spec, string expected) =>
        Assert.AreEqual(expected, Solve([MemoryChannel.Record("python", "3")], [spec], "__linux"));

    [TestMethod]
    public void A_constraint_can_have_a_condition()
    {
        var records = new[]
        {
            MemoryChannel.Record("a", "1", constrains: ["b[version='<2',when=c]"]),
            MemoryChannel.Record("b", "1"), MemoryChannel.Record("b", "2"), MemoryChannel.Record("c", "1"),
        };

        Assert.AreEqual("a-1 b-2", Versions(records, "a", "b"));
        Assert.AreEqual("a-1 b-1 c-1", Versions(records, "a", "c", "b"));
    }

    [TestMethod]
    public void A_condition_that_can_hold_in_endless_ways_stops_nobody()
    {
        var condition = string.Join(" and ", Enumerable.Range(0, 30).Select(i => $"(a{i} or b{i})"));
        var records = new[] { MemoryChannel.Record("a", "1", [$"missing[when='{condition}']"]) };

        Assert.AreEqual("a-1", Versions(records, "a"));
    }

    [TestMethod]
    public void A_group_is_asked_for_by_those_who_want_it()
    {
        var foo = MemoryChannel.Record("foo", "1");
        foo["extra_depends"] = new JsonObject
        {
            ["with-bar"] = new JsonArray("bar <2"),
            ["all"] = new JsonArray("foo[extras=[with-bar]]", "baz[when=__linux]", "qux[when=__win]"),
        };
        var records = new[]
        {
            foo, MemoryChannel.Record("bar", "1"), MemoryChannel.Record("bar", "2"), MemoryChannel.Record("baz", "1"),
            MemoryChannel.Record("user", "1", ["foo[extras=[with-bar]]"]),
        };

        Assert.AreEqual("bar-2 foo-1", Versions(records, "foo", "bar"));
        Assert.AreEqual("bar-1 foo-1", Versions(records, "foo[extras=[with-bar]]", "bar"));
        Assert.AreEqual("bar-1 baz-1 foo-1", Versions(records, "foo[extras=[all]]"));
        Assert.AreEqual("bar-1 foo-1 user-1", Versions(records, "user"));
        Assert.AreEqual("foo-1", Versions(records, "foo[extras=[nobody-knows]]"));
    }

    [TestMethod]
    public void A_conflict_of_a_group_names_the_group()
    {
        var foo = MemoryChannel.Record("foo", "1");
        foo["extra_depends"] = new JsonObject { ["old"] = new JsonArray("bar <2") };
        var records = new[] { foo, MemoryChannel.Record("bar", "1"), MemoryChannel.Record("bar", "2") };
        var result = Result(records, ["foo[extras=[old]]", "bar>=2"], null, null);

        Assert.IsFalse(result.IsSolved);
        StringAssert.Contains(result.Explanation, "foo[extras=[old]]");
        StringAssert.Contains(result.Explanation, "bar <2");
    }

    [TestMethod]
    public void The_time_of_the_channel_counts_before_that_of_the_builder()
    {
        var (old, late) = (MemoryChannel.Record("a", "1"), MemoryChannel.Record("a", "2"));
        (old["timestamp"], late["timestamp"], late["indexed_timestamp"]) = (1_000_000_000_000, 1_000_000_000_000, 1_700_000_000_000);
        var limit = DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000);

        Assert.AreEqual("1", Result([old, late], ["a"], null, limit).Packages[0].Version.Text);
        Assert.AreEqual("2", Result([old, late], ["a"], null, null).Packages[0].Version.Text);
    }

    private static string Solve(JsonObject[] records, string[] specs, string? target = "__linux") => string.Join(
        ' ', Solved(Result(records, specs, target, null)).Packages.Select(record => record.Name).Order(StringComparer.Ordinal));

    private static string Versions(JsonObject[] records, params string[] specs) => string.Join(
        ' ', Solved(Result(records, specs, "__linux", null)).Packages
            .Select(record => $"{record.Name}-{record.Version}").Order(StringComparer.Ordinal));

    private static SolveResult Solved(SolveResult result)
    {
        Assert.IsTrue(result.IsSolved, result.Explanation);
        return result;
    }

    private static SolveResult Result(JsonObject[] records, string[] specs, string? target, DateTimeOffset? limit)
    {
        var indexes = MemoryChannel.Create("test", records);
        var request = new SolveRequest
        {
            Platform = "linux-64",
            Channels = [.. indexes.Select(index => index.Channel).Distinct()],
            Specs = [.. specs.Select(text => new RequestedSpec(MatchSpec.Parse(text)))],
            VirtualPackages = target is null ? [] : [VirtualPackage.Parse(target)],
            ExcludeNewer = limit,
        };
        return CondaSolver.Solve(request, indexes, NullReporter.Instance);
    }
}
