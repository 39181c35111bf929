using System.Collections.Immutable;

namespace EnvBuild.Benchmarks.Images;

/// <summary>One way to do what a case asks for.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Steps">Commands of bash, one after the other, for the run with a number.</param>
/// <param name="Bytes">Bytes that its server has got and sent until now.</param>
internal sealed record Contender(
    string Name, Func<int, ImmutableArray<string>> Steps, Func<(long Up, long Down)> Bytes)
{
    /// <summary>Makes the state from which each run starts; not timed.</summary>
    public Func<int, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>Takes away what a run made; not timed.</summary>
    public Func<int, Task> CleanUp { get; init; } = _ => Task.CompletedTask;

    /// <summary>Seconds that an engine has used until now.</summary>
    public Func<double> EngineCpu { get; init; } = () => 0;
}
