namespace EnvBuild.Solving;

/// <summary>What a <see cref="SolverCondition"/> is.</summary>
public enum SolverConditionKind
{
    /// <summary>A package that fulfils the requirement <c>Id</c> is chosen, for whatever reason.</summary>
    Present,

    /// <summary>A requirement that turns on the switch <c>Id</c> is asked for.</summary>
    SwitchedOn,
}
