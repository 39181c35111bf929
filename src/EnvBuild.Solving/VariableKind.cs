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

    /// <summary>A package that fulfils the requirement is chosen.</summary>
    Presence,

    /// <summary>The switch is turned on.</summary>
    Switch,
}
