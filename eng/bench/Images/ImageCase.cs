using System.Collections.Immutable;

namespace EnvBuild.Benchmarks.Images;

/// <summary>Contenders that do the same, in turns.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Runs">Runs of each.</param>
/// <param name="Contenders">The first is the one that the others are compared with.</param>
internal sealed record ImageCase(string Title, int Runs, ImmutableArray<Contender> Contenders)
{
    public async Task RunAsync(TextWriter output)
    {
        var results = Contenders.ToDictionary(contender => contender, _ => new List<Measurement>());
        for (var run = 0; run < Runs; run++)
        {
            foreach (var contender in Contenders)
            {
                results[contender].Add(await Measurement.OfAsync(contender, run));
            }
        }

        var load = (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];
        await output.WriteLineAsync(
            $"### {Title}\n\nLoad average at the end: {load}.\n\n"
            + "| | wall, median | to the first | its steps, median | CPU of the commands | CPU of the engine "
            + "| largest process | sent | received | wall of each run, in seconds |\n"
            + "|---|---|---|---|---|---|---|---|---|---|");
        var first = Median(results[Contenders[0]], result => result.Wall);
        foreach (var contender in Contenders)
        {
            await output.WriteLineAsync(Row(contender, results[contender], first));
        }

        await output.WriteLineAsync();
        await output.FlushAsync();
    }

    private static string Row(Contender contender, List<Measurement> results, double first)
    {
        var wall = Median(results, result => result.Wall);
        var steps = Enumerable.Range(0, results[0].Steps.Length)
            .Select(step => $"{Median(results, result => result.Steps[step].Wall):0.00}");
        string[] cells =
        [
            contender.Name,
            $"{wall:0.00} s",
            $"{wall / first:0.0}",
            string.Join(" + ", steps),
            $"{Median(results, result => result.Steps.Sum(step => step.Cpu)):0.00} s",
            $"{Median(results, result => result.EngineCpu):0.00} s",
            $"{Median(results, result => result.Steps.Max(step => step.Memory)) / 1e6:0} MB",
            $"{Median(results, result => result.Up) / 1e6:0.000} MB",
            $"{Median(results, result => result.Down) / 1e6:0.000} MB",
            string.Join(' ', results.Select(result => $"{result.Wall:0.00}")),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static double Median(IEnumerable<Measurement> results, Func<Measurement, double> value)
    {
        var sorted = results.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
