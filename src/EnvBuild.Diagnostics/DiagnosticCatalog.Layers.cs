namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV4500: a path cannot stand in a layer.</summary>
    public static DiagnosticDescriptor LayerPathInvalid => Error(
        "ENV4500",
        "A path cannot stand in an image layer",
        "The path '{0}' cannot stand in an image layer: {1}. Report it to the makers of the package that holds it.");

    /// <summary>ENV4501: two entries of a layer have the same path.</summary>
    public static DiagnosticDescriptor LayerPathConflict => Error(
        "ENV4501",
        "Two entries of a layer are in each other's way",
        "The path '{0}' is given twice, or is a file or link where '{1}' needs a folder. Remove one of the packages "
            + "that hold it.");

    /// <summary>ENV4502: a link of a layer leads nowhere that a layer may lead.</summary>
    public static DiagnosticDescriptor LayerLinkInvalid => Error(
        "ENV4502",
        "A link cannot stand in an image layer",
        "The link '{0}' to '{1}' cannot stand in an image layer: {2}. Report it to the makers of the package that "
            + "holds it.");

    /// <summary>ENV4503: a file was not as long as it was said to be.</summary>
    public static DiagnosticDescriptor LayerFileChanged => Error(
        "ENV4503",
        "A file changed while its layer was written",
        "'{0}' should have {1} bytes but has {2}. Build again while nothing else writes to that file.");

    /// <summary>ENV4504: more layers than engines accept.</summary>
    public static DiagnosticDescriptor TooManyLayers => Error(
        "ENV4504",
        "The image would have too many layers",
        "The image would have {0} layers; engines accept at most {1}. Use a base image with fewer layers.");

    /// <summary>ENV4510: the text does not name a base image.</summary>
    public static DiagnosticDescriptor BaseReferenceInvalid => Error(
        "ENV4510",
        "The base image is not named correctly",
        "'{0}' does not name a base image: {1}. Use 'scratch', 'oci:<folder>[:<tag>]', 'oci-archive:<file>[:<tag>]' "
            + "or 'docker-archive:<file>[:<name>]'.");

    /// <summary>ENV4511: the folder or archive of the base image is not there.</summary>
    public static DiagnosticDescriptor BaseNotFound => Error(
        "ENV4511",
        "The base image was not found",
        "The base image '{0}' was not found at '{1}'. Check the path; relative paths start at the folder of the "
            + "definition.");

    /// <summary>ENV4512: the folder or archive is not an image.</summary>
    public static DiagnosticDescriptor BaseUnreadable => Error(
        "ENV4512",
        "The base image cannot be read",
        "'{0}' cannot be read as a base image: {1}. Check that the kind before the colon is right, and make the "
            + "image again if it is.");

    /// <summary>ENV4513: the layout or archive has no image of that name.</summary>
    public static DiagnosticDescriptor BaseNameMissing => Error(
        "ENV4513",
        "The base image has no such name",
        "'{0}' does not hold exactly one image for '{1}'. It holds: {2}. Add one of these names behind the path.");

    /// <summary>ENV4514: the base image is not made for the platform.</summary>
    public static DiagnosticDescriptor BasePlatformMissing => Error(
        "ENV4514",
        "The base image does not exist for the platform",
        "'{0}' has no image for {1}. It has: {2}. Name another base image, or another platform.");

    /// <summary>ENV4515: a blob of the base image is not what its digest promises.</summary>
    public static DiagnosticDescriptor BaseDamaged => Error(
        "ENV4515",
        "The base image is damaged",
        "'{0}' is damaged: {1}. Make or copy the image again.");

    /// <summary>ENV4516: the base image uses something that cannot be built on.</summary>
    public static DiagnosticDescriptor BaseUnsupported => Error(
        "ENV4516",
        "The base image uses something unknown",
        "'{0}' cannot be built on: {1}. Convert the image, for example with 'skopeo copy --format oci'.");
}
