namespace EnvBuild.Definitions;

/// <summary>Digests of the parts of a definition; each 64 lower-case hex digits.</summary>
/// <param name="Base">Base, what the environment builds on, and who manages the packages.</param>
/// <param name="Steps">Dockerfile instructions, or the Dockerfile with the files of its context.</param>
/// <param name="Conda">Channels, packages and virtual packages.</param>
/// <param name="Pip">Requirements, constraints and options.</param>
/// <param name="Spark">Packages and repositories.</param>
public sealed record FingerprintBranches(string Base, string Steps, string Conda, string Pip, string Spark);
