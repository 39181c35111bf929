namespace EnvBuild.Conda;

/// <summary>What a <see cref="MatchCondition"/> is.</summary>
public enum MatchConditionKind
{
    /// <summary>A package that matches a spec is chosen, or a virtual package of the target matches it.</summary>
    Spec,

    /// <summary>All operands hold.</summary>
    All,

    /// <summary>At least one operand holds.</summary>
    Any,
}
