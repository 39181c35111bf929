using System.Globalization;

namespace EnvBuild.Fuzzing;

/// <summary>Runs targets, tells what came of it, and keeps what was found.</summary>
internal static class Reporting
{
    /// <summary>Runs targets one after the other.</summary>
    /// <returns>Exit code: 1 if something was found.</returns>
    public static async Task<int> RunAsync(IEnumerable<FuzzTarget> targets, FuzzOptions options, string output)
    {
        var found = false;
        foreach (var target in targets)
        {
            using var recorder = new InputRecorder(Path.Combine(output, $"{target.Name}.current"));
            var report = new FuzzRun(target, options, recorder).Run();
            await TellAsync(report, options.Seed);
            foreach (var (finding, number) in report.Findings.Select((finding, number) => (finding, number)))
            {
                found = true;
                await File.WriteAllBytesAsync(Path.Combine(output, $"{target.Name}.{number}.input"), finding.Input);
            }
        }

        return found ? 1 : 0;
    }

    /// <summary>Tries one input, as a finding or a recorder kept it.</summary>
    public static async Task<int> ReplayAsync(FuzzTarget target, string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        if (path.EndsWith(".current", StringComparison.Ordinal))
        {
            bytes = bytes[sizeof(int)..(sizeof(int) + BitConverter.ToInt32(bytes))];
        }

        var allocated = GC.GetTotalAllocatedBytes();
        string answer;
        try
        {
            answer = target.Run(bytes) ? "accepted" : "refused";
        }
        catch (Exception exception) when (target.IsRefusal(exception))
        {
            answer = $"refused: {exception.Message}";
        }

        await Console.Out.WriteLineAsync($"{answer}, {(GC.GetTotalAllocatedBytes() - allocated) >> 10} KB allocated");
        return 0;
    }

    private static async Task TellAsync(FuzzReport report, int seed)
    {
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Target,-14} seed {seed}: {report.Inputs,10} inputs, {report.Accepted,9} accepted, "
            + $"{report.Elapsed.TotalSeconds,7:F1} s, slowest {report.Slowest.TotalMilliseconds:F0} ms, "
            + $"{report.Findings.Count} findings"));
        foreach (var finding in report.Findings)
        {
            await Console.Out.WriteLineAsync($"  input {finding.Number}: {finding.Reason}");
        }
    }
}
