namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV5000: a blob is not in the store.</summary>
    public static DiagnosticDescriptor BlobMissing => Error(
        "ENV5000",
        "A blob is missing in the store",
        "The store '{0}' has no blob '{1}'. Build the environment again to restore it.");

    /// <summary>ENV5001: content does not have the digest or size that was promised.</summary>
    public static DiagnosticDescriptor BlobMismatch => Error(
        "ENV5001",
        "Content does not match its digest",
        "The content of {0} should be {1} but is {2}; it was not kept. Get it again from where it comes from.");

    /// <summary>ENV5002: a blob of the store has changed since it was written.</summary>
    public static DiagnosticDescriptor BlobDamaged => Error(
        "ENV5002",
        "A blob in the store is damaged",
        "The blob '{1}' in the store '{0}' no longer matches its digest; it was set aside. Build the environment "
            + "again to restore it.");

    /// <summary>ENV5003: a reference would point to something incomplete.</summary>
    public static DiagnosticDescriptor ReferenceIncomplete => Error(
        "ENV5003",
        "A reference would point to an incomplete image",
        "'{0}' cannot name '{1}': the store '{2}' lacks '{3}'. Build the environment again.");

    /// <summary>ENV5004: the name of a reference cannot be used.</summary>
    public static DiagnosticDescriptor ReferenceNameInvalid => Error(
        "ENV5004",
        "The name of an image is not valid",
        "'{0}' cannot name an image: {1}. Use a form such as 'name:tag'.");

    /// <summary>ENV5005: the folder is something else than a store.</summary>
    public static DiagnosticDescriptor StoreUnusable => Error(
        "ENV5005",
        "The folder is not a store",
        "'{0}' cannot be used as the store: {1}. Name another folder, or remove what is in the way.");

    /// <summary>ENV5006: a manifest, index or config cannot be understood.</summary>
    public static DiagnosticDescriptor ManifestInvalid => Error(
        "ENV5006",
        "A manifest cannot be understood",
        "'{0}' cannot be used: {1}. Make the image again with the tool that wrote it.");

    /// <summary>ENV5007: an image cannot be written in the wished form.</summary>
    public static DiagnosticDescriptor ExportImpossible => Error(
        "ENV5007",
        "The image cannot be exported in this form",
        "'{0}' cannot be exported as {1}: {2}.");
}
