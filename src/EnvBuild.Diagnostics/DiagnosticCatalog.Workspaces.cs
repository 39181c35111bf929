namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV5500: a build record cannot be read.</summary>
    public static DiagnosticDescriptor BuildRecordUnreadable => Error(
        "ENV5500",
        "A build record cannot be read",
        "The build record {0} is damaged: {1}. Build the environment again to write a new one.");

    /// <summary>ENV5501: nothing in the store answers to a name.</summary>
    public static DiagnosticDescriptor EnvironmentNotFound => Error(
        "ENV5501",
        "No such environment",
        "The store '{1}' holds no environment '{0}'.{2} 'dotnet env list' shows what is there; 'dotnet env build' makes it.");

    /// <summary>ENV5502: a short name fits more than one thing.</summary>
    public static DiagnosticDescriptor EnvironmentAmbiguous => Error(
        "ENV5502",
        "A short name fits several environments",
        "'{0}' fits several environments: {1}. Give more of the name or of the digits.");

    /// <summary>ENV5503: an environment has no image for a platform.</summary>
    public static DiagnosticDescriptor PlatformNotBuilt => Error(
        "ENV5503",
        "The environment was not built for this platform",
        "'{0}' has no image for {1}; there are images for {2}. Build it with --platform {1}, or choose one of those.");
}
