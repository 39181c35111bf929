namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV3001: a text is not a match spec.</summary>
    public static DiagnosticDescriptor InvalidMatchSpec => Error(
        "ENV3001",
        "A package specification cannot be read",
        "'{0}' is not a package specification of conda: {1}. Write a name, then a version: 'numpy', "
        + "'numpy=1.26', 'numpy>=1.26,<2'.");

    /// <summary>ENV3002: a text is not a version.</summary>
    public static DiagnosticDescriptor InvalidVersion => Error(
        "ENV3002",
        "A version cannot be read",
        "'{0}' is not a version of conda: {1}. A version is made of numbers and letters with dots between "
        + "them, such as '1.26.4'.");

    /// <summary>ENV3003: a text is not a version spec.</summary>
    public static DiagnosticDescriptor InvalidVersionSpec => Error(
        "ENV3003",
        "A version range cannot be read",
        "'{0}' is not a version range of conda: {1}. Write '1.26', '1.26.*', '>=1.26,<2' or '1.26.*|2.*'.");

    /// <summary>ENV3004: a text is not a channel.</summary>
    public static DiagnosticDescriptor InvalidChannel => Error(
        "ENV3004",
        "A channel cannot be read",
        "'{0}' is not a channel of conda: {1}. Write a name such as 'conda-forge', a URL, or a path that "
        + "starts with './' or '/'.");

    /// <summary>ENV3005: a text is not a virtual package.</summary>
    public static DiagnosticDescriptor InvalidVirtualPackage => Error(
        "ENV3005",
        "A virtual package cannot be read",
        "'{0}' is not a virtual package. Write the name, the version and perhaps the build: '__glibc=2.36', "
        + "'__archspec=1=x86_64_v3', '__cuda=12.4'.");

    /// <summary>ENV3010: a channel is not there.</summary>
    public static DiagnosticDescriptor ChannelNotFound => Error(
        "ENV3010",
        "A channel does not exist",
        "The channel '{0}' has no packages at '{1}', neither for {2} nor for every platform. Check the name "
        + "or the path of the channel.");

    /// <summary>ENV3011: repodata is broken.</summary>
    public static DiagnosticDescriptor RepodataInvalid => Error(
        "ENV3011",
        "The index of a channel cannot be read",
        "The index of packages at '{0}' cannot be read: {1}. Try again later, or tell those who run the channel.");

    /// <summary>ENV3012: a channel does not answer.</summary>
    public static DiagnosticDescriptor ChannelUnreachable => Error(
        "ENV3012",
        "A channel cannot be reached",
        "'{0}' could not be fetched: {1}. Check the network, the proxy and the address of the channel.");

    /// <summary>ENV3013: a channel wants credentials.</summary>
    public static DiagnosticDescriptor ChannelForbidden => Error(
        "ENV3013",
        "A channel refuses access",
        "'{0}' refuses access (HTTP {1}): {2}. Put the credentials of the channel into ~/.netrc or the store of "
        + "rattler, or take a channel that is open.");

    /// <summary>ENV3014: something answers where a channel should.</summary>
    public static DiagnosticDescriptor RepodataNotServed => Error(
        "ENV3014",
        "An address does not serve the index of a channel",
        "'{0}' does not serve repodata: {1}. Check the address of the channel, and that no sign-in page "
        + "answers for it.");

    /// <summary>ENV3015: no server may be asked, and the cache does not have a channel.</summary>
    public static DiagnosticDescriptor ChannelNotCached => Error(
        "ENV3015",
        "A channel is not in the cache, and no server may be asked",
        "'{0}' is not in the cache, and EnvBuild works offline. Build once with the network, or take a channel that "
        + "is a folder.");

    /// <summary>ENV3016: relations of channels make no order.</summary>
    public static DiagnosticDescriptor ChannelRelationsInvalid => Error(
        "ENV3016",
        "The relations of channels cannot be followed",
        "The channel '{0}' names other channels in a way that cannot be followed: {1}. List the channels that you "
        + "want, and tell those who run the channel.");

    /// <summary>ENV3017: this machine may not use a channel.</summary>
    public static DiagnosticDescriptor ChannelNotAllowed => Error(
        "ENV3017",
        "A channel may not be used on this machine",
        "'{0}' may not be used on this machine: {1} in the configuration of conda. Take a channel that is allowed, or "
        + "ask those who keep the configuration.");

    /// <summary>ENV3018: certificates are not checked.</summary>
    public static DiagnosticDescriptor CertificatesNotChecked => Warning(
        "ENV3018",
        "The certificates of servers are not checked",
        "'ssl_verify: false' in the configuration of conda turns the check of certificates off, so that anybody on the "
        + "way can read credentials and change indexes. Name a file with the certificates that you trust instead.");

    /// <summary>ENV3019: a place of a channel cannot be used.</summary>
    public static DiagnosticDescriptor PlaceUnsupported => Warning(
        "ENV3019",
        "A place of a channel cannot be used",
        "The place '{0}' of the channel '{1}' is passed over: only http, https and file URLs can be fetched. "
        + "Name another place in the configuration of conda.");

    /// <summary>ENV3020: nothing fulfils all specs.</summary>
    public static DiagnosticDescriptor Unsolvable => Error(
        "ENV3020",
        "The packages cannot be installed together",
        "No set of packages for {1} fulfils {0} at once. Loosen one of them.\n{2}");

    /// <summary>ENV3021: no channel has a package.</summary>
    public static DiagnosticDescriptor CondaPackageNotFound => Error(
        "ENV3021",
        "A package does not exist",
        "There is no package '{0}' in the channels {1}. Check the name, or add the channel that has it.");

    /// <summary>ENV3022: no channel has a package, and a name is close to it.</summary>
    public static DiagnosticDescriptor PackageMisspelt => Error(
        "ENV3022",
        "A package does not exist, but a similar one does",
        "There is no package '{0}' in the channels {1}. Did you mean '{2}'?");

    /// <summary>ENV3023: a package is for other platforms.</summary>
    public static DiagnosticDescriptor PackageOnOtherPlatform => Error(
        "ENV3023",
        "A package exists only for other platforms",
        "'{0}' does not exist for {1}, only for {2}. Remove it, or take its counterpart for {1}.");

    /// <summary>ENV3024: no version fits a spec.</summary>
    public static DiagnosticDescriptor VersionNotFound => Error(
        "ENV3024",
        "No version of a package fits",
        "Nothing in the channels matches '{0}' for {1}. The newest versions there are {2}.");

    /// <summary>ENV3025: no Python fits two specs.</summary>
    public static DiagnosticDescriptor PythonMismatch => Error(
        "ENV3025",
        "No Python fits two packages",
        "'{0}' is there for python {1}, and '{2}' for python {3}. {4}.");

    /// <summary>ENV3026: a channel hides what another one has.</summary>
    public static DiagnosticDescriptor ShadowedByChannel => Error(
        "ENV3026",
        "A channel hides what another one has",
        "'{0}' is in the channel '{1}', but '{2}' comes first and has the name '{3}'. Write '{1}::{0}', change the order of "
        + "the channels, or set channel_priority to flexible.");
}
