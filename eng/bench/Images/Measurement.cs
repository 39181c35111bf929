using System.Collections.Immutable;
using EnvBuild.Benchmarks.Comparing;

namespace EnvBuild.Benchmarks.Images;

/// <summary>One run of a contender.</summary>
/// <param name="Steps">Its steps.</param>
/// <param name="EngineCpu">Seconds of the engine.</param>
/// <param name="Up">Bytes to the server.</param>
/// <param name="Down">Bytes from it.</param>
internal sealed record Measurement(ImmutableArray<StepTiming> Steps, double EngineCpu, long Up, long Down)
{
    /// <summary>Seconds by the clock, of all steps.</summary>
    public double Wall => Steps.Sum(step => step.Wall);

    public static async Task<Measurement> OfAsync(Contender contender, int run)
    {
        await contender.Prepare(run);

        // What preparing wrote is not flushed at the expense of who comes next.
        await Timing.RunAsync("sync");
        var (bytes, cpu) = (contender.Bytes(), contender.EngineCpu());
        var steps = ImmutableArray.CreateBuilder<StepTiming>();
        foreach (var step in contender.Steps(run))
        {
            steps.Add(await StepTiming.OfAsync(step));
        }

        var (up, down) = contender.Bytes();
        var result = new Measurement(
            steps.DrainToImmutable(), contender.EngineCpu() - cpu, up - bytes.Up, down - bytes.Down);
        await contender.CleanUp(run);
        return result;
    }
}
