namespace EnvBuild.Solving;

/// <summary>Something on which a <see cref="ConditionalNeed"/> depends.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">A requirement or a switch, as <paramref name="Kind"/> says.</param>
public readonly record struct SolverCondition(SolverConditionKind Kind, int Id);
