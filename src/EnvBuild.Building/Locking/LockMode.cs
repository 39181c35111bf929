namespace EnvBuild.Building.Locking;

/// <summary>What may happen to the lock of a definition.</summary>
internal enum LockMode
{
    /// <summary>Use the one that fits; make one where there is none.</summary>
    Use,

    /// <summary>Use the one beside the definition; fail if it does not fit.</summary>
    Locked,

    /// <summary>Choose anew.</summary>
    Update,
}
