namespace EnvBuild.Fuzzing;

/// <summary>How long and how hard a target is tried.</summary>
internal sealed record FuzzOptions
{
    /// <summary>Inputs at most.</summary>
    public long Inputs { get; init; } = 100_000;

    /// <summary>Time at most.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.MaxValue;

    /// <summary>The same seed gives the same inputs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether time and memory count; not where other work runs in the same process.</summary>
    public bool ChecksCost { get; init; } = true;

    /// <summary>How long one input may take.</summary>
    public TimeSpan SlowestInput { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Different reasons after which a run ends.</summary>
    public int MostFindings { get; init; } = 10;
}
