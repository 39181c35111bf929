namespace EnvBuild.Solving.Tests;

[TestClass]
public sealed class PackageSolverTests
{
    [TestMethod]
    public void Random_problems_have_the_verdict_of_trying_everything()
    {
        var solved = 0;
        for (var seed = 1; seed <= 6000; seed++)
        {
            var source = RandomSource(seed, hasConditions: seed % 2 == 0, out var requirements);
            var expected = SetCheck.HasSolution(source, requirements);
            var solution = PackageSolver.Solve(source, source.Problem(requirements));
            Assert.AreEqual(expected, solution.IsSolved, $"seed {seed}");
            if (solution.IsSolved)
            {
                solved++;
                AssertValid(source, requirements, solution.Packages, seed);
            }
            else
            {
                Assert.IsNotEmpty(solution.Core, $"seed {seed}");
            }
        }

        Assert.IsInRange(600, 5400, solved);
    }

    [TestMethod]
    public void The_core_names_only_requirements_that_exclude_each_other()
    {
        var source = new TextSource()
            .Add("a", 1, ["c 1"]).Add("b", 1, ["c 2"]).Add("c", 1).Add("c", 2).Add("d", 1).Add("e", 1, ["d"]);
        var solution = PackageSolver.Solve(source, source.Problem("d", "a", "e", "b"));

        var required = solution.Core.Where(fact => fact.Kind == SolverFactKind.Required).Select(fact => source.ShowSpec(fact.Subject));
        Assert.IsFalse(solution.IsSolved);
        CollectionAssert.AreEquivalent(new[] { "a", "b" }, required.ToArray());
    }

    [TestMethod]
    public void Packages_that_never_come_into_question_are_never_read()
    {
        var source = new TextSource().Add("a", 1, ["b"]).Add("b", 1);
        for (var i = 0; i < 100; i++)
        {
            source.Add($"other{i}", 1, ["a"]);
        }

        Assert.IsTrue(PackageSolver.Solve(source, source.Problem("a")).IsSolved);
        Assert.HasCount(2, source.Asked);
    }

    [TestMethod]
    public void The_first_requirement_is_served_first()
    {
        var source = new TextSource()
            .Add("a", 2, ["c 1"]).Add("a", 1, ["c 2"]).Add("b", 2, ["c 2"]).Add("b", 1, ["c 1"]).Add("c", 1).Add("c", 2);
        var first = PackageSolver.Solve(source, source.Problem("a", "b"));
        var second = PackageSolver.Solve(source, source.Problem("b", "a"));

        Assert.AreEqual("a=2 b=1 c=1", string.Join(' ', first.Packages.Select(source.Show).Order()));
        Assert.AreEqual("a=1 b=2 c=2", string.Join(' ', second.Packages.Select(source.Show).Order()));
    }

    [TestMethod]
    public void Installed_packages_hold_against_constraints()
    {
        var source = new TextSource().Add("driver", 12).Add("a", 2, constrains: ["driver 13"]).Add("a", 1);
        var solution = PackageSolver.Solve(source, source.Problem("a") with { Installed = [0] });

        Assert.AreEqual("a=1 driver=12", string.Join(' ', solution.Packages.Select(source.Show).Order()));
    }

    [TestMethod]
    public void Equal_problems_have_equal_answers()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (first, second) = (RandomSource(seed, true, out var requirements), RandomSource(seed, true, out _));
            CollectionAssert.AreEqual(
                PackageSolver.Solve(first, first.Problem(requirements)).Packages.ToArray(),
                PackageSolver.Solve(second, second.Problem(requirements)).Packages.ToArray());
        }
    }

    [TestMethod]
    public void Cancellation_stops_a_solve()
    {
        var source = new TextSource().Add("a", 1);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(
            () => PackageSolver.Solve(source, source.Problem("a"), cancellation.Token));
    }

    [TestMethod]
    [DataRow("a b", "a=1 b=2 c=1")]
    [DataRow("a b 1", "a=1 b=1")]
    [DataRow("a", "a=1")]
    public void Conditional_needs_count_where_the_condition_holds(string asked, string expected)
    {
        var source = new TextSource().Add("a", 1, ["c; if b 2"]).Add("b", 1).Add("b", 2).Add("c", 1);
        var requirements = asked == "a b 1" ? new[] { "a", "b 1" } : asked.Split(' ');

        var solution = PackageSolver.Solve(source, source.Problem(requirements));

        Assert.AreEqual(expected, string.Join(' ', solution.Packages.Select(source.Show).Order()));
    }

    [TestMethod]
    public void Optional_needs_count_for_those_who_ask()
    {
        var source = new TextSource()
            .Add("a", 1, optional: ["x: b 1", "all: a+x", "all: c"]).Add("b", 1).Add("b", 2).Add("c", 1);

        Assert.AreEqual("a=1 b=2", Solve("a", "b"));
        Assert.AreEqual("a=1 b=1", Solve("a+x", "b"));
        Assert.AreEqual("a=1 b=1 c=1", Solve("a+all"));
        Assert.AreEqual("a=1", Solve("a+unknown"));

        string Solve(params string[] requirements) => string.Join(
            ' ', PackageSolver.Solve(source, source.Problem(requirements)).Packages.Select(source.Show).Order());
    }

    [TestMethod]
    public void The_core_of_conditional_needs_says_who_brings_them()
    {
        var source = new TextSource().Add("a", 1, ["c 2; if b"]).Add("b", 1).Add("c", 1);
        var solution = PackageSolver.Solve(source, source.Problem("a", "b"));

        Assert.IsFalse(solution.IsSolved);
        var required = solution.Core.Where(fact => fact.Kind == SolverFactKind.Required).Select(fact => source.ShowSpec(fact.Subject));
        CollectionAssert.AreEquivalent(new[] { "a", "b" }, required.ToArray());
        Assert.Contains(new SolverFact(SolverFactKind.Requires, 0, source.Spec("c 2")), solution.Core);
    }

    private static TextSource RandomSource(int seed, bool hasConditions, out string[] requirements)
    {
        var state = (uint)seed * 2_654_435_761u;
        int Next(int limit)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return (int)(state % (uint)limit);
        }

        string Range(int name) => Next(4) switch
        {
            0 => $"n{name}",
            1 => $"n{name} {Next(3)}",
            _ => $"n{name} {Next(2)}..{2 + Next(2)}",
        };

        var (source, names) = (new TextSource(), 3 + Next(4));
        string Need(int count) => !hasConditions ? Range(Next(count)) : Next(4) switch
        {
            0 => $"{Range(Next(count))}; if {Range(Next(names))}",
            1 => $"{Range(Next(count))}; if {Range(Next(names))} & {Range(Next(names))}",
            2 => $"n{Next(count)}+x",
            _ => Range(Next(count)),
        };

        for (var name = 0; name < names; name++)
        {
            for (var version = 0; version <= Next(3); version++)
            {
                var depends = Enumerable.Range(0, Next(3)).Select(_ => Need(names + 1)).ToArray();
                var constrains = Enumerable.Range(0, Next(2)).Select(_ => Range(Next(names))).ToArray();
                var optional = hasConditions && Next(2) == 0 ? new[] { $"x: {Range(Next(names))}" } : [];
                source.Add($"n{name}", version, depends, constrains, optional);
            }
        }

        requirements = [.. Enumerable.Range(0, 1 + Next(3)).Select(_ => Need(names))];
        return source;
    }

    private static void AssertValid(TextSource source, string[] requirements, IReadOnlyCollection<int> chosen, int seed)
    {
        Assert.IsTrue(SetCheck.IsValid(source, requirements, chosen), $"seed {seed}");
        Assert.HasCount(chosen.Count, chosen.Select(package => source[package].Name).Distinct());
    }
}
