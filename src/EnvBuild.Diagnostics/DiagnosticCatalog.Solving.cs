namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV3001: a text is not a match spec.</summary>
    public static DiagnosticDescriptor InvalidMatchSpec => Error(
        "ENV3001",
        "A package specification cannot be read",
        "'{0}' is not a package specification of conda: {1}. Write a name, then a version: 'numpy', 'numpy=1.26', 'numpy>=1.26,<2'.");

    /// <summary>ENV3002: a text is not a version.</summary>
    public static DiagnosticDescriptor InvalidVersion => Error(
        "ENV3002",
        "A version cannot be read",
        "'{0}' is not a version of conda: {1}. A version is made of numbers and letters with dots between them, such as '1.26.4'.");

    /// <summary>ENV3003: a text is not a version spec.</summary>
    public static DiagnosticDescriptor InvalidVersionSpec => Error(
        "ENV3003",
        "A version range cannot be read",
        "'{0}' is not a version range of conda: {1}. Write '1.26', '1.26.*', '>=1.26,<2' or '1.26.*|2.*'.");

    /// <summary>ENV3004: a text is not a channel.</summary>
    public static DiagnosticDescriptor InvalidChannel => Error(
        "ENV3004",
        "A channel cannot be read",
        "'{0}' is not a channel of conda: {1}. Write a name such as 'conda-forge', a URL, or a path that starts with './' or '/'.");
}
