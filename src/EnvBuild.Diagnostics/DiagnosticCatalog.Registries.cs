namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV5100: a text names nothing in a registry.</summary>
    public static DiagnosticDescriptor RegistryReferenceInvalid => Error(
        "ENV5100",
        "The name of an image in a registry is not valid",
        "'{0}' does not name an image in a registry: {1}. Write it as 'host/repository:tag', such as "
            + "'registry.example:5000/team/quickstart:1.0'.");

    /// <summary>ENV5101: the configuration of registries cannot be used.</summary>
    public static DiagnosticDescriptor RegistriesFileInvalid => Error(
        "ENV5101",
        "The configuration of registries cannot be used",
        "The configuration of registries '{0}' cannot be used: {1}. Correct it, or name another file with "
            + "ENVBUILD_REGISTRIES.");

    /// <summary>ENV5102: a registry does not let us in.</summary>
    public static DiagnosticDescriptor RegistryAccessDenied => Error(
        "ENV5102",
        "A registry refuses access",
        "'{0}' refuses access to '{1}' ({2}): {3}.");

    /// <summary>ENV5103: what a registry sent or took is not what its digest promises.</summary>
    public static DiagnosticDescriptor RegistryContentMismatch => Error(
        "ENV5103",
        "Content of a registry does not match its digest",
        "'{1}': {0} is not what its digest promises: {2}; it was not used. Try again; if it stays so, push "
            + "the image anew or tell those who run the registry.");

    /// <summary>ENV5104: a program that keeps credentials failed.</summary>
    public static DiagnosticDescriptor CredentialHelperFailed => Warning(
        "ENV5104",
        "A credential helper failed",
        "The program '{0}', which '{1}' names for the credentials of '{2}', {3}. It counts as having none. Run it by "
            + "hand, or remove it from the file.");

    /// <summary>ENV5105: a file with credentials cannot be read.</summary>
    public static DiagnosticDescriptor RegistryCredentialsUnreadable => Warning(
        "ENV5105",
        "Credentials of registries cannot be read",
        "'{0}' is not used for credentials: {1}. Run 'docker login' or 'podman login' to write it anew.");

    /// <summary>ENV5106: a registry wants credentials sent to a place where they must not go.</summary>
    public static DiagnosticDescriptor RealmRefused => Error(
        "ENV5106",
        "A registry sends credentials to an unsafe place",
        "'{0}' asks to log in at '{1}', which is refused: {2}. Tell those who run the registry; if it is meant to be "
            + "so, mark both hosts as insecure in registries.json.");

    /// <summary>ENV5107: a registry does not answer, or not usefully, after all attempts.</summary>
    public static DiagnosticDescriptor RegistryUnavailable => Error(
        "ENV5107",
        "A registry cannot be used",
        "'{0}' failed at {1}: {2}. Check the address, the network and the proxy, and run it again; what "
            + "arrived is not sent again.");

    /// <summary>ENV5108: a registry does not have what was asked for.</summary>
    public static DiagnosticDescriptor RegistryNotFound => Error(
        "ENV5108",
        "A registry does not have the image",
        "'{0}' does not have {1}. Check the name and the tag; a private repository looks the same without login ({2}).");

    /// <summary>ENV5109: an image in a registry is not made for the platform.</summary>
    public static DiagnosticDescriptor RegistryPlatformMissing => Error(
        "ENV5109",
        "The image in the registry does not exist for the platform",
        "'{0}' has no image for {1}. It has: {2}. Name another image, or another platform.");

    /// <summary>ENV5110: a registry, or we, cannot do what was asked.</summary>
    public static DiagnosticDescriptor RegistryUnsupported => Error(
        "ENV5110",
        "A registry does not support the request",
        "'{0}' does not support {1}{2}. Ask those who run the registry, or do without.");

    /// <summary>ENV5111: a registry refuses content.</summary>
    public static DiagnosticDescriptor RegistryRefused => Error(
        "ENV5111",
        "A registry refuses the request",
        "'{0}' refuses {1}: {2}. Correct what it names, and run it again.");

    /// <summary>ENV5112: a blob is in neither the store nor a registry that is known.</summary>
    public static DiagnosticDescriptor LayerSourceUnknown => Error(
        "ENV5112",
        "A layer is nowhere to be found",
        "'{0}' cannot be pushed: the store '{1}' does not have the layer '{2}', and no registry is known to have it. "
            + "Pull or build the image again.");

    /// <summary>ENV5113: a registry has something to say.</summary>
    public static DiagnosticDescriptor RegistryWarning => Warning(
        "ENV5113",
        "A registry warns",
        "'{0}' says: {1}");

    /// <summary>ENV5114: a registry would have to be asked, and nothing may be.</summary>
    public static DiagnosticDescriptor RegistryOffline => Error(
        "ENV5114",
        "A registry is needed, and EnvBuild works offline",
        "'{0}' needs a registry, and EnvBuild works offline. Leave out --offline and ENVBUILD_OFFLINE.");
}
