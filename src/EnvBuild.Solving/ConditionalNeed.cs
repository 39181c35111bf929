using System.Collections.Immutable;

namespace EnvBuild.Solving;

/// <summary>A requirement or a constraint that counts where all its conditions hold.</summary>
/// <param name="Subject">The requirement or the constraint.</param>
/// <param name="IsConstraint">Whether it is a constraint.</param>
/// <param name="Conditions">At least one condition.</param>
public sealed record ConditionalNeed(int Subject, bool IsConstraint, ImmutableArray<SolverCondition> Conditions);
