namespace EnvBuild.Solving;

/// <summary>One thing that the solver was told.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Subject">Package, requirement or constraint, as <paramref name="Kind"/> says.</param>
/// <param name="Target">The other side, or -1.</param>
public readonly record struct SolverFact(SolverFactKind Kind, int Subject, int Target);
