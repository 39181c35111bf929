using System.Collections.Immutable;
using System.Diagnostics;

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
        var seconds = Commands.ToDictionary(command => command.Name, _ => new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            foreach (var (name, command) in Commands)
            {
                if (Prepare is not null)
                {
                    await ShellAsync(Prepare);
                }

                var start = Stopwatch.GetTimestamp();
                await ShellAsync(command);
                seconds[name].Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        await WriteAsync(output, seconds);
    }

    private static async Task ShellAsync(string command)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"set -o pipefail; {command}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        _ = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"exit code {process.ExitCode}: {command}");
        }
    }

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private async Task WriteAsync(TextWriter output, Dictionary<string, List<double>> seconds)
    {
        var first = Median(seconds[Commands[0].Name]);
        await output.WriteLineAsync($"### {Title}\n");
        await output.WriteLineAsync("| | median | against the first | runs, in seconds |\n|---|---|---|---|");
        foreach (var (name, values) in seconds)
        {
            var median = Median(values);
            var raw = string.Join(' ', values.Select(value => $"{value:0.000}"));
            await output.WriteLineAsync($"| {name} | {median:0.000} s | {median / first:0.00} | {raw} |");
        }

        await output.WriteLineAsync();
    }
}
