namespace EnvBuild.Python;

/// <summary>Phase of a pre-release, in the order of PEP 440.</summary>
public enum PreReleasePhase
{
    /// <summary><c>a</c>, also written <c>alpha</c>.</summary>
    Alpha,

    /// <summary><c>b</c>, also written <c>beta</c>.</summary>
    Beta,

    /// <summary><c>rc</c>, also written <c>c</c>, <c>pre</c>, <c>preview</c>.</summary>
    ReleaseCandidate,
}
