namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV0002: cancelled.</summary>
    public static DiagnosticDescriptor Cancelled => Error(
        "ENV0002",
        "The build was cancelled",
        "The build was cancelled before '{0}' was ready; nothing half-made was kept. Build again to go on.");

    /// <summary>ENV0003: a file that was named is not there.</summary>
    public static DiagnosticDescriptor FileNotFound => Error(
        "ENV0003",
        "A file was not found",
        "The file '{0}' does not exist. Check the path; relative paths start at the folder of the file that names them.");

    /// <summary>ENV0004: reading or writing a file failed.</summary>
    public static DiagnosticDescriptor FileAccessFailed => Error(
        "ENV0004",
        "A file could not be read or written",
        "'{0}' could not be accessed: {1}. Check that the path is right and that this user may use it.");

    /// <summary>ENV0005: the disk is full.</summary>
    public static DiagnosticDescriptor DiskFull => Error(
        "ENV0005",
        "The disk is full",
        "There is no space left on the disk of '{0}'; nothing half-written was kept. Free some space, then build again.");

    /// <summary>ENV0009: a defect of EnvBuild itself.</summary>
    public static DiagnosticDescriptor Unexpected => Error(
        "ENV0009",
        "An unexpected failure",
        "Something unexpected happened: {0}. This is a defect of EnvBuild; please report it with the details of this build.");
}
