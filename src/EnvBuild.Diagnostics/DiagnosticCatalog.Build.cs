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

    /// <summary>ENV0104: an environment is to be pushed and nobody says where.</summary>
    public static DiagnosticDescriptor PushRegistryMissing => Error(
        "ENV0104",
        "No registry is set to push to",
        "The environment '{0}' is to be pushed, but no registry is set. Set EnvBuildRegistry to a host or " +
        "host/namespace, or the variable ENVBUILD_REGISTRY, or Registry on its <Environment> item; Push=\"false\" " +
        "there leaves it out.");

    /// <summary>ENV0105: two environments would take each other's place in a registry.</summary>
    public static DiagnosticDescriptor PushTargetTwice => Error(
        "ENV0105",
        "Two environments would be pushed to the same place",
        "'{0}' and '{1}' would both be pushed to '{2}', with different content. Leave out EnvBuildRepository, or set " +
        "Repository on their <Environment> items.");

    /// <summary>ENV0106: no environment, or more than one, is the base of the container.</summary>
    public static DiagnosticDescriptor ContainerBaseUnknown => Error(
        "ENV0106",
        "The environment under the container is not known",
        "EnvBuildContainerBase is '{0}', which does not say one environment of those that are pushed: {1}. Set it to " +
        "the name of one of them, or to true if there is only one.");

    /// <summary>ENV0107: the environment under the container has no image for its platform.</summary>
    public static DiagnosticDescriptor ContainerBasePlatformMissing => Error(
        "ENV0107",
        "The environment under the container has no image for its platform",
        "The environment '{0}' has no image for the runtime identifier '{1}'. It has images for: {2}. Add the " +
        "platform to Platforms of its <Environment> item (linux-64 for linux-x64, linux-aarch64 for linux-arm64), or set another " +
        "RuntimeIdentifier.");

    /// <summary>ENV0108: nothing in the environment under the container can run the program.</summary>
    public static DiagnosticDescriptor ContainerBaseWithoutDotnet => Warning(
        "ENV0108",
        "The container has no .NET to run the program with",
        "The program is published without .NET, and the environment '{0}' ({1}) under the container does not seem " +
        "to have it either. Set SelfContained to true, take a base image with .NET, or add the package dotnet-runtime.");
}
