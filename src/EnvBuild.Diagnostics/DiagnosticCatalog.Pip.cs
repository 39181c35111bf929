namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV3180: a place of pip packages does not exist.</summary>
    public static DiagnosticDescriptor PipIndexMissing => Error(
        "ENV3180",
        "A place of pip packages does not exist",
        "'{0}' does not exist. Check the value of --find-links.");

    /// <summary>ENV3181: something else answers where an index of Python packages should.</summary>
    public static DiagnosticDescriptor PipIndexInvalid => Error(
        "ENV3181",
        "Something else answers where an index of Python packages should",
        "'{0}' is no index of Python packages: {1}. Check the address; of an index it is the one that "
        + "pip takes for --index-url.");

    /// <summary>ENV3182: a file is not what its index says.</summary>
    public static DiagnosticDescriptor PipFileMismatch => Error(
        "ENV3182",
        "A file is not what its index says",
        "'{0}' from '{1}' is not the file that was promised: {2}. Try again later; if it stays so, ask "
        + "those who run the index.");

    /// <summary>ENV3183: the pip packages cannot be installed together.</summary>
    public static DiagnosticDescriptor PipUnsolvable => Error(
        "ENV3183",
        "The pip packages cannot be installed together",
        "No set of pip packages for {1} fulfils {0} at once. Loosen one of them.\n{2}");

    /// <summary>ENV3184: pip packages need a Python.</summary>
    public static DiagnosticDescriptor PipNeedsPython => Error(
        "ENV3184",
        "pip packages need a Python",
        "pip packages are asked for, and no conda package brings python. Add 'python' with a version to "
        + "the packages of conda.");

    /// <summary>ENV3185: a pip package has to be built.</summary>
    public static DiagnosticDescriptor PipNeedsBuild => Error(
        "ENV3185",
        "A pip package has to be built",
        "'{0}' has to be built from source, which this version does not do: {1}. Ask for a version that "
        + "has a wheel, or build the wheel once and name its folder with --find-links.");

    /// <summary>ENV3186: a wheel cannot be installed.</summary>
    public static DiagnosticDescriptor WheelInvalid => Error(
        "ENV3186",
        "A wheel cannot be installed",
        "The wheel '{0}' cannot be installed: {1}. Ask for another version, and tell those who made it.");

    /// <summary>ENV3187: a withdrawn pip package is used.</summary>
    public static DiagnosticDescriptor PipYanked => Warning(
        "ENV3187",
        "A withdrawn pip package is used",
        "{0} {1} was withdrawn by its authors{2}; it is used since something pins it. Ask for another "
        + "version.");

    /// <summary>ENV3188: an extra does not exist.</summary>
    public static DiagnosticDescriptor PipExtraUnknown => Warning(
        "ENV3188",
        "An extra does not exist",
        "{0} is asked for, and the chosen version has no such extra; nothing is installed for it. Check "
        + "the name.");

    /// <summary>ENV3189: pip packages cannot be chosen for a platform.</summary>
    public static DiagnosticDescriptor PipPlatform => Error(
        "ENV3189",
        "pip packages cannot be chosen for a platform",
        "pip packages are chosen for Linux alone, and not for {0}. Remove the platform, or the pip "
        + "packages.");

    /// <summary>ENV3190: a wheel contradicts itself.</summary>
    public static DiagnosticDescriptor WheelContradicts => Warning(
        "ENV3190",
        "A wheel contradicts itself",
        "The wheel '{0}' is not what its RECORD says: {1}. It was changed after it was made.");

    /// <summary>ENV3191: an option of pip cannot be used.</summary>
    public static DiagnosticDescriptor PipOptionUnusable => Error(
        "ENV3191",
        "An option of pip cannot be used",
        "'{0}': {1}.");
}
