using System.Diagnostics;
using EnvBuild.Conda.Repodata;
using EnvBuild.Conda.Solve;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Tests.Solve;

[TestClass]
[TestCategory("Slow")]
public sealed class OracleTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("oracle_real.json")]
    [DataRow("oracle_gen.json")]
    public async Task Real_problems_have_the_answers_of_the_real_solvers(string fileName)
    {
        var source = new RepodataSource(null, null, TimeProvider.System, NullReporter.Instance);
        var solver = new CondaSolver(source, NullReporter.Instance);
        var (solved, identical, wrong) = (0, 0, new List<string>());
        foreach (var problem in OracleCase.Load(fileName))
        {
            var request = problem.Request;
            var indexes = (await source.LoadAsync(request.Channels, request.Platform, TestContext.CancellationToken)).Indexes;
            var watch = Stopwatch.StartNew();
            var result = await solver.SolveAsync(request, TestContext.CancellationToken);
            watch.Stop();
            TestContext.WriteLine($"{problem.Id}: {watch.Elapsed.TotalMilliseconds:F1} ms, {result.Packages.Length} packages");
            var isSat = problem.Answers["rattler"].Status == "sat";
            if (result.IsSolved != isSat)
            {
                wrong.Add($"{problem.Id}: {result.IsSolved}, {result.Explanation}");
                continue;
            }

            if (!isSat)
            {
                TestContext.WriteLine(result.Explanation!);
                continue;
            }

            wrong.AddRange(SolutionCheck.Problems(request, indexes, result.Packages).Select(text => $"{problem.Id}: {text}"));
            solved++;
            var mine = result.Packages.Select(record => record.ToString()).Order(StringComparer.Ordinal).ToArray();
            var twin = problem.Answers.FirstOrDefault(answer => answer.Value.Packages.SequenceEqual(mine));
            identical += twin.Key is null ? 0 : 1;
            if (twin.Key is null)
            {
                foreach (var (name, answer) in problem.Answers)
                {
                    TestContext.WriteLine($"  {name}: {string.Join(' ', answer.Packages.Except(mine))} | ours: {string.Join(' ', mine.Except(answer.Packages))}");
                }
            }
        }

        TestContext.WriteLine($"{identical} of {solved} identical");
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.IsGreaterThanOrEqualTo(0.95 * solved, identical, $"{identical} of {solved} are the same set");
    }
}
