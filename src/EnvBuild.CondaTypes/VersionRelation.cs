namespace EnvBuild.Conda;

/// <summary>How a version stands to the one that a clause names (CEP 29, version matching).</summary>
internal enum VersionRelation
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary><c>=1.8</c>, <c>1.8.*</c>: in the series.</summary>
    StartsWith,

    /// <summary><c>!=1.8.*</c>: not in the series.</summary>
    NotStartsWith,

    /// <summary><c>~=1.8.2</c>: at least 1.8.2, and in the series 1.8.</summary>
    Compatible,
}
