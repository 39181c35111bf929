namespace EnvBuild.Solving;

/// <summary>What a variable stands for.</summary>
internal enum VariableKind : byte
{
    /// <summary>The package is chosen.</summary>
    Package,

    /// <summary>The requirement is to be fulfilled.</summary>
    Requirement,

    /// <summary>The constraint holds.</summary>
    Constraint,
}
