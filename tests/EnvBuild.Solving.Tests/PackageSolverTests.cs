namespace EnvBuild.Solving.Tests;

[TestClass]
public sealed class PackageSolverTests
{
    [TestMethod]
    public void Random_problems_have_the_verdict_of_trying_everything()
    {
        var solved = 0;
        for (var seed = 1; seed <= 3000; seed++)
        {
            var source = RandomSource(seed, out var problem);
            var expected = HasSolution(source, problem);
            var solution = PackageSolver.Solve(source, problem);
            Assert.AreEqual(expected, solution.IsSolved, $"seed {seed}");
            if (solution.IsSolved)
            {
                solved++;
                AssertValid(source, problem, solution.Packages, seed);
            }
            else
            {
                Assert.IsNotEmpty(solution.Core, $"seed {seed}");
            }
        }

        Assert.IsInRange(300, 2700, solved);
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
            var (first, second) = (RandomSource(seed, out var problem), RandomSource(seed, out _));
            CollectionAssert.AreEqual(
                PackageSolver.Solve(first, problem).Packages.ToArray(), PackageSolver.Solve(second, problem).Packages.ToArray());
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

    private static TextSource RandomSource(int seed, out SolverProblem problem)
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
        for (var name = 0; name < names; name++)
        {
            for (var version = 0; version <= Next(3); version++)
            {
                var depends = Enumerable.Range(0, Next(3)).Select(_ => Range(Next(names + 1))).ToArray();
                var constrains = Enumerable.Range(0, Next(2)).Select(_ => Range(Next(names))).ToArray();
                source.Add($"n{name}", version, depends, constrains);
            }
        }

        problem = source.Problem([.. Enumerable.Range(0, 1 + Next(3)).Select(_ => Range(Next(names)))]);
        return source;
    }

    private static bool HasSolution(TextSource source, SolverProblem problem)
    {
        var names = new Dictionary<string, List<int>>();
        for (var package = 0; Exists(source, package); package++)
        {
            var name = source[package].Name;
            (names.TryGetValue(name, out var list) ? list : names[name] = []).Add(package);
        }

        var groups = names.Values.ToArray();
        return Try(0, []);

        bool Try(int index, List<int> chosen)
        {
            if (index == groups.Length)
            {
                return IsValid(source, problem, chosen);
            }

            if (Try(index + 1, chosen))
            {
                return true;
            }

            foreach (var package in groups[index])
            {
                chosen.Add(package);
                if (Try(index + 1, chosen))
                {
                    return true;
                }

                chosen.RemoveAt(chosen.Count - 1);
            }

            return false;
        }
    }

    private static bool Exists(TextSource source, int package)
    {
        try
        {
            return source[package].Name.Length > 0;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static bool IsValid(TextSource source, SolverProblem problem, IReadOnlyCollection<int> chosen) =>
        problem.Required.All(spec => chosen.Any(package => source.Fulfils(package, source.ShowSpec(spec))))
        && chosen.All(package => source[package].Depends.All(text => chosen.Any(other => source.Fulfils(other, text))))
        && chosen.All(package => source[package].Constrains.All(
            text => chosen.All(other => source[other].Name != text.Split(' ')[0] || source.Fulfils(other, text))));

    private static void AssertValid(TextSource source, SolverProblem problem, IReadOnlyCollection<int> chosen, int seed)
    {
        Assert.IsTrue(IsValid(source, problem, chosen), $"seed {seed}");
        Assert.HasCount(chosen.Count, chosen.Select(package => source[package].Name).Distinct());
    }
}
