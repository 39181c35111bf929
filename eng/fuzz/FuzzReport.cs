namespace EnvBuild.Fuzzing;

/// <summary>What came of a run.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="Inputs">Inputs that were tried.</param>
/// <param name="Accepted">Inputs that were accepted.</param>
/// <param name="Elapsed">Time for all.</param>
/// <param name="Slowest">Time for the slowest.</param>
/// <param name="Findings">What was found, one input for each reason.</param>
internal sealed record FuzzReport(
    string Target,
    long Inputs,
    long Accepted,
    TimeSpan Elapsed,
    TimeSpan Slowest,
    IReadOnlyList<FuzzFinding> Findings);
