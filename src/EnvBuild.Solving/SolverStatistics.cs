namespace EnvBuild.Solving;

/// <summary>How much work a solve was.</summary>
/// <param name="Decisions">Packages that were chosen by preference.</param>
/// <param name="Conflicts">Choices that had to be taken back.</param>
/// <param name="Packages">Packages whose needs were read.</param>
/// <param name="Requirements">Requirements that were looked at.</param>
public readonly record struct SolverStatistics(int Decisions, int Conflicts, int Packages, int Requirements);
