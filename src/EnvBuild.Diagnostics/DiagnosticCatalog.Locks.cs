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
}
