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

    /// <summary>ENV0020: images of a platform cannot be made.</summary>
    public static DiagnosticDescriptor PlatformHasNoImages => Error(
        "ENV0020",
        "Images of this platform cannot be made",
        "'{0}' is not a platform that images are made for. Use linux-64, linux-aarch64 or another linux platform.");

    /// <summary>ENV0025: a platform that conda does not know.</summary>
    public static DiagnosticDescriptor TargetPlatformUnknown => Error(
        "ENV0025",
        "Not a platform of conda",
        "'{0}' is not a platform of conda. Use linux-64, linux-aarch64 or another that conda has.");

    /// <summary>ENV0026: a tag is not a reference.</summary>
    public static DiagnosticDescriptor TagInvalid => Error(
        "ENV0026",
        "Not a name and tag of an image",
        "'{0}' is not of the form name:tag. A name has lower-case letters, digits, and single '.', '_' or '-' "
            + "between them; a tag may also have upper case. A registry is not part of it.");

    /// <summary>ENV0027: a lock beside the definition was written anew.</summary>
    public static DiagnosticDescriptor LockRewritten => Warning(
        "ENV0027",
        "The lock did not fit and was written anew",
        "The lock did not fit the definition and was written anew: {0}. Look at the difference before you commit it; "
            + "locked mode makes this an error.");

    /// <summary>ENV0030: an archive is not the package that its name says.</summary>
    public static DiagnosticDescriptor PackageNameMismatch => Error(
        "ENV0030",
        "An archive holds another package than its name says",
        "The archive '{0}' holds a package of another name, version or build. Was it renamed by a mirror? "
            + "Make the lock anew from a channel that keeps the names.");

    /// <summary>ENV0031: a file of conda's configuration cannot be read.</summary>
    public static DiagnosticDescriptor CondaConfigurationInvalid => Error(
        "ENV0031",
        "The configuration of conda cannot be read",
        "'{0}' is not a configuration of conda: {1}. Correct the file, or set ENVBUILD_NO_CONDARC=1 to build without "
            + "such files.");

    /// <summary>ENV0032: a value of conda's configuration is wrong.</summary>
    public static DiagnosticDescriptor CondaConfigurationValueInvalid => Error(
        "ENV0032",
        "A value in the configuration of conda is wrong",
        "'{0}' in '{1}' must be {2}. Correct the value, or remove it.");

    /// <summary>ENV0033: credentials cannot be read.</summary>
    public static DiagnosticDescriptor CredentialsUnreadable => Warning(
        "ENV0033",
        "Credentials cannot be read",
        "The credentials in '{0}' cannot be read: {1}. Channels are asked without them; correct the file, or "
            + "remove it.");

    /// <summary>ENV0034: certificates cannot be read.</summary>
    public static DiagnosticDescriptor CertificatesUnreadable => Error(
        "ENV0034",
        "Certificates cannot be read",
        "The certificates in '{0}', which {1} names, cannot be read: {2}. Name a file with certificates in PEM form.");

    /// <summary>ENV0035: it is not known what should become of scripts of packages.</summary>
    public static DiagnosticDescriptor PostLinkScriptsInvalid => Error(
        "ENV0035",
        "It is not known what should become of scripts of packages",
        "'{0}' is neither 'run' nor 'skip'. Correct 'EnvBuildPostLinkScripts' or ENVBUILD_POST_LINK_SCRIPTS.");

    /// <summary>ENV0029: no C library was found in a base image.</summary>
    public static DiagnosticDescriptor LibcUnknown => Warning(
        "ENV0029",
        "The base image has no C library that conda packages can use",
        "No GNU C library was found in the base image '{0}', so version {1} is assumed. conda packages need it: "
            + "choose another base image, or say 'virtual_packages: {{__glibc: ...}}' if it is there.");

    /// <summary>ENV0021: a lock is missing in locked mode.</summary>
    public static DiagnosticDescriptor LockMissing => Error(
        "ENV0021",
        "The lock is missing",
        "Locked mode needs '{0}', which does not exist. Run 'dotnet env lock' and commit the file.");

    /// <summary>ENV0022: a lock belongs to another definition in locked mode.</summary>
    public static DiagnosticDescriptor LockOutOfDate => Error(
        "ENV0022",
        "The lock is out of date",
        "'{0}' does not fit the definition: {1}. Run 'dotnet env lock' and commit the file.");

    /// <summary>ENV0023: a base image is not the one that the lock names.</summary>
    public static DiagnosticDescriptor BaseMoved => Error(
        "ENV0023",
        "The base image is not the one of the lock",
        "The base image '{0}' is {1} now, but the lock says {2}. "
            + "Bring the former one back, or run 'dotnet env lock --update' to lock the new one.");

    /// <summary>ENV0024: a base image has changed, and the image of the lock is used on.</summary>
    public static DiagnosticDescriptor BaseMovedUnused => Warning(
        "ENV0024",
        "The base image has changed since the lock was made",
        "The base image '{0}' is {1} now; the image on the locked base {2} is used on. "
            + "Run 'dotnet env lock --update' to lock the new one.");
}
