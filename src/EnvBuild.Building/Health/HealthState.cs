namespace EnvBuild.Building.Health;

/// <summary>How a check went.</summary>
public enum HealthState
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>Builds may work, but something is not as it should be.</summary>
    Warning,

    /// <summary>Something that builds need does not work.</summary>
    Error,

    /// <summary>There was nothing to check, or it was not wanted.</summary>
    Skipped,
}
