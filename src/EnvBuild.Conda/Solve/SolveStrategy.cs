namespace EnvBuild.Conda.Solve;

/// <summary>Which versions are preferred.</summary>
public enum SolveStrategy
{
    /// <summary>The highest of all.</summary>
    Highest,

    /// <summary>The lowest of all.</summary>
    Lowest,

    /// <summary>The lowest of what is asked for, the highest of the rest.</summary>
    LowestDirect,
}
