using System.Diagnostics;
using System.Globalization;
using EnvBuild.Benchmarks.Comparing;

namespace EnvBuild.Benchmarks.Images;

/// <summary>What one step of a contender took.</summary>
/// <param name="Wall">Seconds by the clock.</param>
/// <param name="Cpu">Seconds of its processes; what a server does for it is not in it.</param>
/// <param name="Memory">Largest resident memory of one of its processes, in bytes.</param>
internal readonly record struct StepTiming(double Wall, double Cpu, long Memory)
{
    /// <summary>Runs a command of bash.</summary>
    public static async Task<StepTiming> OfAsync(string command)
    {
        var files = Directory.CreateTempSubdirectory("envbuild-step-");
        var (script, report) = (Path.Combine(files.FullName, "step.sh"), Path.Combine(files.FullName, "time"));
        try
        {
            await File.WriteAllTextAsync(script, $"set -euo pipefail\n{command}\n");
            var started = Stopwatch.GetTimestamp();
            await Timing.RunAsync($"/usr/bin/time --format '%U %S %M' --output '{report}' bash '{script}'");
            var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var fields = (await File.ReadAllLinesAsync(report))[^1].Split(' ');
            return new StepTiming(
                wall,
                double.Parse(fields[0], CultureInfo.InvariantCulture)
                    + double.Parse(fields[1], CultureInfo.InvariantCulture),
                long.Parse(fields[2], CultureInfo.InvariantCulture) << 10);
        }
        finally
        {
            files.Delete(recursive: true);
        }
    }
}
