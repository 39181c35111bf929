namespace EnvBuild.Solving;

/// <summary>What a <see cref="SolverFact"/> says.</summary>
public enum SolverFactKind
{
    /// <summary>The requirement <c>Subject</c> was asked for.</summary>
    Required,

    /// <summary>The constraint <c>Subject</c> holds in any case.</summary>
    Constrained,

    /// <summary>The package <c>Subject</c> is there in any case.</summary>
    Installed,

    /// <summary>The package <c>Subject</c> requires <c>Target</c>.</summary>
    Requires,

    /// <summary>The requirement <c>Subject</c> is fulfilled by its candidates alone.</summary>
    Candidates,

    /// <summary>The package <c>Subject</c> brings the constraint <c>Target</c>.</summary>
    Constrains,

    /// <summary>The constraint <c>Subject</c> forbids the package <c>Target</c>.</summary>
    Forbids,

    /// <summary>The packages <c>Subject</c> and <c>Target</c> have one name.</summary>
    SameName,

    /// <summary>The package <c>Subject</c> fulfils the condition that requirement <c>Target</c> is.</summary>
    Meets,

    /// <summary>The requirement <c>Subject</c> turns on the switch <c>Target</c>.</summary>
    SwitchesOn,
}
