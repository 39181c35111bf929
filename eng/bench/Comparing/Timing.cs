using System.Diagnostics;
using System.Globalization;

namespace EnvBuild.Benchmarks.Comparing;

/// <summary>What one run of a command took.</summary>
/// <param name="Wall">Seconds by the clock.</param>
/// <param name="Cpu">Seconds of all its processes on all cores; tells more than the clock on a shared machine.</param>
internal readonly record struct Timing(double Wall, double Cpu)
{
    /// <summary>Runs a command in bash, which takes the time of the command and of all that it starts.</summary>
    public static async Task<Timing> OfAsync(string command)
    {
        var report = Path.GetTempFileName();
        try
        {
            await RunAsync(
                $"set -o pipefail; exec 3>&2 2>'{report}'; TIMEFORMAT='%R %U %S'; time {{ {command}; }} 2>&3");
            var lines = await File.ReadAllLinesAsync(report);
            var fields = Array.ConvertAll(lines[^1].Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
            return new Timing(fields[0], fields[1] + fields[2]);
        }
        finally
        {
            File.Delete(report);
        }
    }

    public static async Task RunAsync(string command)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", command]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        _ = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"exit code {process.ExitCode}: {command}");
        }
    }
}
