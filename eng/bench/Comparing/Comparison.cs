using System.Collections.Immutable;

namespace EnvBuild.Benchmarks.Comparing;

/// <summary>
/// Times whole processes in turns (first, second, first, second), so that a machine that is busy for a while is busy
/// for all of them.
/// </summary>
internal sealed record Comparison(
    string Title,
    int Runs,
    string? Prepare,
    ImmutableArray<(string Name, string Command)> Commands)
{
    public static Comparison Parse(ReadOnlySpan<string> arguments)
    {
        var result = new Comparison("", 5, null, []);
        for (; arguments is [['-', '-', ..], _, ..]; arguments = arguments[2..])
        {
            result = arguments[0] switch
            {
                "--title" => result with { Title = arguments[1] },
                "--runs" => result with { Runs = int.Parse(arguments[1], null) },
                "--prepare" => result with { Prepare = arguments[1] },
                _ => throw new ArgumentException($"unknown option {arguments[0]}", nameof(arguments)),
            };
        }

        var commands = arguments.ToArray().Select(argument => argument.Split('=', 2));
        return result with { Commands = [.. commands.Select(parts => (parts[0], parts[1]))] };
    }

    public async Task RunAsync(TextWriter output)
    {
        var timings = Commands.ToDictionary(command => command.Name, _ => new List<Timing>());
        for (var run = 0; run < Runs; run++)
        {
            foreach (var (name, command) in Commands)
            {
                if (Prepare is not null)
                {
                    await Timing.RunAsync(Prepare);
                }

                timings[name].Add(await Timing.OfAsync(command));
            }
        }

        await WriteAsync(output, timings);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private async Task WriteAsync(TextWriter output, Dictionary<string, List<Timing>> timings)
    {
        var first = timings[Commands[0].Name];
        var firstWall = Median(first.Select(timing => timing.Wall));
        var firstCpu = Median(first.Select(timing => timing.Cpu));
        await output.WriteLineAsync($"### {Title}\n");
        await output.WriteLineAsync(
            "| | wall, median | to the first | CPU, median | to the first | wall of each run, in seconds |\n"
            + "|---|---|---|---|---|---|");
        foreach (var (name, values) in timings)
        {
            var wall = Median(values.Select(timing => timing.Wall));
            var cpu = Median(values.Select(timing => timing.Cpu));
            var raw = string.Join(' ', values.Select(timing => $"{timing.Wall:0.00}"));
            await output.WriteLineAsync(
                $"| {name} | {wall:0.00} s | {wall / firstWall:0.00} | {cpu:0.00} s | {cpu / firstCpu:0.00} | {raw} |");
        }

        await output.WriteLineAsync();
    }
}
