namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV0001: the build host cannot run the tasks. Its text stands in the targets too.</summary>
    public static DiagnosticDescriptor HostTooOld => Error(
        "ENV0001",
        "MSBuild is too old",
        "EnvBuild.Sdk needs MSBuild 18.0 or later; this is MSBuild {0}. " +
        "Build with the .NET SDK 10.0.100 or later, or with Visual Studio 2026.");

    /// <summary>ENV0101: constants are asked for in a language for which there are none.</summary>
    public static DiagnosticDescriptor ConstantsNeedCSharp => Warning(
        "ENV0101",
        "Constants are generated for C# only",
        "EnvBuildGenerateConstants is true, but the language of this project is '{0}' and constants are generated for C# " +
        "only. Set it to false and read environment.images.json instead.");

    /// <summary>ENV0102: two definitions would take each other's place in the store.</summary>
    public static DiagnosticDescriptor SameImageTwice => Error(
        "ENV0102",
        "Two environments become the same image",
        "'{0}' and '{1}' would both become the image '{2}' for {3}, with different content. " +
        "Give one of them another name in its definition, or set Tag on its <Environment> item.");

    /// <summary>ENV0103: an <c>Environment</c> item names a file that is not there.</summary>
    public static DiagnosticDescriptor DefinitionNotFound => Error(
        "ENV0103",
        "The definition of an environment was not found",
        "The project has an <Environment> item '{0}', but there is no such file. " +
        "Correct the path in Include (relative to the project's folder), or remove the item.");
}
