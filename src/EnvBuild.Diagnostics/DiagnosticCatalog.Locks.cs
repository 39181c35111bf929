namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV3050: a lock file cannot be read.</summary>
    public static DiagnosticDescriptor LockInvalid => Error(
        "ENV3050",
        "A lock file cannot be read",
        "This is not a conda-lock file of version 1: {0}. Make it anew with 'dotnet env lock', or restore "
        + "the former file.");

    /// <summary>ENV3051: a package of a lock has no usable hash.</summary>
    public static DiagnosticDescriptor LockedPackageUnverifiable => Error(
        "ENV3051",
        "A locked package cannot be verified",
        "The lock has no SHA-256 for '{0}', so its content could change. Make the lock anew with 'dotnet "
        + "env lock --update'.");

    /// <summary>ENV3052: a lock of another tool cannot be read.</summary>
    public static DiagnosticDescriptor ForeignLockInvalid => Error(
        "ENV3052",
        "A lock cannot be imported",
        "This lock cannot be read: {0}. conda-lock 1, pixi 1 to 7 and @EXPLICIT lists are known; have the tool that "
        + "made it write it anew.");

    /// <summary>ENV3053: a lock of another tool does not meet the definition.</summary>
    public static DiagnosticDescriptor ForeignLockUnmet => Error(
        "ENV3053",
        "An imported lock does not fit the definition",
        "'{0}' {1}. Change the definition, or lock it anew with the tool that made the lock.");

    /// <summary>ENV3054: a lock of another tool holds what ours does not.</summary>
    public static DiagnosticDescriptor ForeignLockReduced => Warning(
        "ENV3054",
        "Something of a lock cannot be taken over",
        "Not all of the lock is taken over: {0}.");

    /// <summary>ENV3055: a lock of another tool does not have the environment.</summary>
    public static DiagnosticDescriptor ForeignEnvironmentUnknown => Error(
        "ENV3055",
        "A lock does not have an environment",
        "The lock has no environment '{0}', only {1}. Choose one with --environment.");

    /// <summary>ENV3056: a lock has no packages for a platform, or several and none is chosen.</summary>
    public static DiagnosticDescriptor LockPlatformUnknown => Error(
        "ENV3056",
        "A lock does not tell which platform",
        "The lock has packages for {1}, and {0}. Choose one of them with --platform.");

    /// <summary>ENV3057: a form cannot hold all of a lock.</summary>
    public static DiagnosticDescriptor ExportReduced => Warning(
        "ENV3057",
        "Something of a lock cannot be exported",
        "Not all of the lock can be written in this form: {0}.");

    /// <summary>ENV3058: an environment has no lock that could be exported.</summary>
    public static DiagnosticDescriptor NoLockToExport => Error(
        "ENV3058",
        "There is no lock to export",
        "There is no lock for '{0}'. Run 'dotnet env lock' or 'dotnet env build' first.");
}
