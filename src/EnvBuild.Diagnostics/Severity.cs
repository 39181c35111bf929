namespace EnvBuild.Diagnostics;

/// <summary>How much a diagnostic weighs.</summary>
public enum Severity
{
    /// <summary>Worth knowing; shown where details are shown.</summary>
    Information,

    /// <summary>Probably not what was meant; the work goes on.</summary>
    Warning,

    /// <summary>The work cannot be done.</summary>
    Error,
}
