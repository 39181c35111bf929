namespace EnvBuild.Conda.Locks.Foreign;

/// <summary>Forms of the locks that can be imported.</summary>
public enum ForeignLockFormat
{
    /// <summary>The unified lock of conda-lock, version 1 (CEP 37).</summary>
    CondaLock,

    /// <summary>A list of addresses for one platform (CEP 23).</summary>
    Explicit,

    /// <summary>The lock of pixi and rattler, versions 1 to 7.</summary>
    Pixi,
}
