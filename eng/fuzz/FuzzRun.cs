using System.Diagnostics;

namespace EnvBuild.Fuzzing;

/// <summary>Tries inputs on a target, and keeps those that it does not bear.</summary>
/// <param name="target">The target.</param>
/// <param name="options">How long and how hard.</param>
/// <param name="recorder">Remembers the input that is being tried, for the case that the process dies of it.</param>
internal sealed class FuzzRun(FuzzTarget target, FuzzOptions options, InputRecorder? recorder = null)
{
    private readonly Dictionary<string, FuzzFinding> _findings = new(StringComparer.Ordinal);
    private readonly Mutator _mutator = new(target, options.Seed);
    private TimeSpan _slowest;
    private long _accepted;

    /// <summary>Runs to the end.</summary>
    public FuzzReport Run()
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var seed in target.Seeds)
        {
            Try(-1, seed);
        }

        var number = 0L;
        while (number < options.Inputs && _findings.Count < options.MostFindings
            && (number % 64 != 0 || Stopwatch.GetElapsedTime(started) < options.Time))
        {
            var input = _mutator.Next();
            if (Try(number++, input))
            {
                _accepted++;
                _mutator.Keep(input);
            }
        }

        return new FuzzReport(
            target.Name, number, _accepted, Stopwatch.GetElapsedTime(started), _slowest, [.. _findings.Values]);
    }

    private bool Try(long number, byte[] input)
    {
        recorder?.Record(input);
        var accepted = false;
        var reason = (string?)null;
        var allocated = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        try
        {
            accepted = target.Run(input);
        }
        catch (FuzzFailureException failure)
        {
            reason = failure.Message;
        }
#pragma warning disable CA1031 // Whatever is thrown is what is looked for.
        catch (Exception exception) when (!target.IsRefusal(exception))
#pragma warning restore CA1031
        {
            reason = $"{exception.GetType().Name} at {PlaceOf(exception)}: {exception.Message}";
        }
        catch (Exception exception) when (target.IsRefusal(exception))
        {
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        _slowest = elapsed > _slowest ? elapsed : _slowest;
        reason ??= options.ChecksCost ? FindCost(input, elapsed, GC.GetTotalAllocatedBytes() - allocated) : null;
        if (reason is not null)
        {
            _findings.TryAdd(KeyOf(reason), new FuzzFinding(target.Name, number, input, reason));
        }

        return accepted && reason is null;
    }

    private string? FindCost(byte[] input, TimeSpan elapsed, long allocated) =>
        elapsed > options.SlowestInput ? $"it took too long ({elapsed.TotalSeconds:F1} s)"
        : allocated > target.MemoryFloor + (target.MemoryFactor * input.Length) ? $"it allocated {allocated >> 20} MB"
        : null;

    /// <summary>The part of a reason that is the same for all inputs of one kind.</summary>
    private static string KeyOf(string reason) => reason.Split(':', '\'', '(')[0];

    private static string PlaceOf(Exception exception) =>
        (exception.StackTrace ?? "").Split('\n')
            .FirstOrDefault(line => line.Contains("EnvBuild", StringComparison.Ordinal))
            ?.Trim().Replace("at EnvBuild.", "", StringComparison.Ordinal).Split('(')[0] ?? "?";
}
