namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV4001: a package could not be downloaded.</summary>
    public static DiagnosticDescriptor PackageDownloadFailed => Error(
        "ENV4001",
        "A package could not be downloaded",
        "'{0}' could not be downloaded from {1}: {2}. Check the network and the channel, then build again; "
        + "what was already downloaded is kept.");

    /// <summary>ENV4002: the bytes of a package are not those that were locked.</summary>
    public static DiagnosticDescriptor PackageHashMismatch => Error(
        "ENV4002",
        "A package has the wrong content",
        "'{0}' from {1} has {2} {4}, but {3} was expected. The channel or a proxy serves other bytes than "
        + "those that were locked; nothing of them was used. Build again; if it stays so, and the channel has "
        + "replaced the package, make the lock anew.");

    /// <summary>ENV4003: a package is not there.</summary>
    public static DiagnosticDescriptor PackageNotFound => Error(
        "ENV4003",
        "A package was not found in its channel",
        "'{0}' does not exist at {1}. It may have been removed from the channel; make the lock anew, or use "
        + "a channel that keeps it.");

    /// <summary>ENV4004: a package stands at a place that cannot be read.</summary>
    public static DiagnosticDescriptor PackageUrlUnsupported => Error(
        "ENV4004",
        "The address of a package is not supported",
        "'{0}' cannot be fetched from '{1}'. Use a http, https or file URL, or an absolute path, and a "
        + "plain file name.");

    /// <summary>ENV4005: a package has no hash to check it with.</summary>
    public static DiagnosticDescriptor PackageUnverified => Warning(
        "ENV4005",
        "A package cannot be verified",
        "Nothing says which content '{0}' from {1} must have; it is used as it came. Prefer channels and "
        + "locks that give SHA-256.");

    /// <summary>ENV4101: an archive is damaged.</summary>
    public static DiagnosticDescriptor PackageCorrupt => Error(
        "ENV4101",
        "A package archive is damaged",
        "'{0}' cannot be read: {1}. Delete it from the cache and build again; if it stays so, the channel "
        + "itself holds a broken file.");

    /// <summary>ENV4102: neither of the two package formats.</summary>
    public static DiagnosticDescriptor PackageFormatUnknown => Error(
        "ENV4102",
        "A package has an unknown format",
        "'{0}' is not a conda package: {1}. Packages end in .conda (format version 2) or .tar.bz2.");

    /// <summary>ENV4103: a path in an archive points out of the prefix or could be mistaken.</summary>
    public static DiagnosticDescriptor PackagePathUnsafe => Error(
        "ENV4103",
        "A package contains an unsafe path",
        "'{0}' contains the path '{1}', which {2}. Such a package is never unpacked; use another build of it.");

    /// <summary>ENV4104: an archive unpacks to too much.</summary>
    public static DiagnosticDescriptor PackageTooLarge => Error(
        "ENV4104",
        "A package unpacks to too many bytes or files",
        "'{0}' unpacks to more than {1}. If the package is really that large, raise the limit.");

    /// <summary>ENV4105: something in an archive that a package cannot hold.</summary>
    public static DiagnosticDescriptor PackageEntryUnsupported => Error(
        "ENV4105",
        "A package contains something that is no file, folder or link",
        "'{0}' contains '{1}' of kind {2}; packages hold files, folders and links only. Use another build "
        + "of the package.");

    /// <summary>ENV4106: the metadata of a package cannot be understood.</summary>
    public static DiagnosticDescriptor PackageMetadataInvalid => Error(
        "ENV4106",
        "The metadata of a package is invalid",
        "{1} of '{0}' cannot be used: {2}. The package was not built correctly; use another build of it.");

    /// <summary>ENV4107: the metadata of a package is of another one.</summary>
    public static DiagnosticDescriptor PackageIsAnother => Error(
        "ENV4107",
        "A package is another one than its file name says",
        "'{0}' says of itself that it is '{1}'. The channel has the wrong file under this name; nothing of it was "
        + "used. Take another build of the package, and tell the maintainers of the channel.");

    /// <summary>ENV4201: the list of files names one that is not in the archive.</summary>
    public static DiagnosticDescriptor PackageFileMissing => Error(
        "ENV4201",
        "A file is missing in a package",
        "'{0}' lists '{1}', but does not contain it. The package was not built correctly; use another build of it.");

    /// <summary>ENV4202: a file is not what the list of files says.</summary>
    public static DiagnosticDescriptor PackageFileDiffers => Warning(
        "ENV4202",
        "A file of a package differs from its own list of files",
        "'{1}' of '{0}' has {2} {4}, but the package's own paths.json says {3}; the file is used as it is. "
        + "Tell the maintainers of the package.");

    /// <summary>ENV4203: the prefix does not fit where the placeholder stands.</summary>
    public static DiagnosticDescriptor PrefixTooLong => Error(
        "ENV4203",
        "The prefix is longer than the placeholder of a binary file",
        "'{1}' of '{0}' is a binary file with room for a prefix of {2} bytes, but '{3}' has more. Use a "
        + "shorter prefix.");

    /// <summary>ENV4204: a Python package, but no Python.</summary>
    public static DiagnosticDescriptor PythonMissing => Error(
        "ENV4204",
        "A Python package needs python in the environment",
        "'{0}' is a noarch Python package, but the environment has no package 'python' to tell where it "
        + "belongs. Add python to the dependencies.");

    /// <summary>ENV4205: an entry point cannot be understood.</summary>
    public static DiagnosticDescriptor EntryPointInvalid => Error(
        "ENV4205",
        "An entry point of a package is invalid",
        "'{0}' declares the entry point '{1}', which is not of the form 'name = module:function'. Use "
        + "another build of the package.");

    /// <summary>ENV4206: images hold Linux environments.</summary>
    public static DiagnosticDescriptor PlatformUnsupported => Error(
        "ENV4206",
        "Packages cannot be linked for this platform",
        "'{0}' cannot be linked for '{1}': images hold Linux environments. Choose a platform such as "
        + "linux-64 or linux-aarch64.");

    /// <summary>ENV4207: a script that a package wants to run after linking.</summary>
    public static DiagnosticDescriptor LinkScriptNotRun => Warning(
        "ENV4207",
        "A link script of a package was not run",
        "'{0}' wants to run '{1}' when it is installed; it was not run, so what that script would do is missing.");

    /// <summary>ENV4208: the prefix itself cannot be used.</summary>
    public static DiagnosticDescriptor PrefixInvalid => Error(
        "ENV4208",
        "The prefix of the environment is invalid",
        "'{0}' cannot be the prefix of an environment: it {1}. Use a plain absolute path such as /opt/env.");

    /// <summary>ENV4209: site-packages stands outside the environment.</summary>
    public static DiagnosticDescriptor SitePackagesUnsafe => Error(
        "ENV4209",
        "The site-packages folder lies outside the environment",
        "python names '{0}' as its folder for packages, which {1}. Use another build of python.");

    /// <summary>ENV4301: several packages have the same file.</summary>
    public static DiagnosticDescriptor PathClobbered => Warning(
        "ENV4301",
        "Several packages contain the same path",
        "'{0}' is in the packages {1}, with different content; that of '{2}', which is installed last, is used.");

    /// <summary>ENV4302: packages that cannot stand side by side.</summary>
    public static DiagnosticDescriptor PathConflict => Error(
        "ENV4302",
        "Two packages cannot be installed side by side",
        "'{0}' is a {1} in package '{2}', but package '{3}' puts '{4}' below it. Remove one of the two packages.");
}
