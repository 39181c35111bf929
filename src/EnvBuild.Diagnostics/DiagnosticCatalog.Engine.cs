namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV6000: something must run, and there is nothing to run it with.</summary>
    public static DiagnosticDescriptor EngineNotFound => Error(
        "ENV6000",
        "A container engine is needed and none was found",
        "{0} must run in a container, and no container engine was found ({1}). Install and start Docker or Podman, or "
            + "name a running engine in DOCKER_HOST.");

    /// <summary>ENV6001: the address of the engine is no address.</summary>
    public static DiagnosticDescriptor EngineAddressInvalid => Error(
        "ENV6001",
        "The address of the container engine cannot be used",
        "{0} gives '{1}' as the container engine: {2}. Use unix:///path, npipe:////./pipe/name or tcp://host:port.");

    /// <summary>ENV6002: a context of the docker command is missing or damaged.</summary>
    public static DiagnosticDescriptor EngineContextInvalid => Error(
        "ENV6002",
        "The docker context cannot be used",
        "{0} selects the docker context '{1}': {2}. 'docker context ls' shows those that exist; 'docker context use "
            + "default' goes back to the engine of this machine.");

    /// <summary>ENV6003: certificates for the engine cannot be read.</summary>
    public static DiagnosticDescriptor EngineCertificateInvalid => Error(
        "ENV6003",
        "The certificates for the container engine cannot be read",
        "'{0}' cannot be used for the connection to the container engine: {1}. It should be a PEM file as the docker "
            + "command reads it.");

    /// <summary>ENV6004: the engine is known, but there is no way to it.</summary>
    public static DiagnosticDescriptor EngineUnreachable => Error(
        "ENV6004",
        "The container engine cannot be reached",
        "{0} must run in a container, but the container engine at '{1}' (from {2}) cannot be reached: {3}. Start it, "
            + "or name another one in DOCKER_HOST.");

    /// <summary>ENV6005: engine and EnvBuild share no version of the API.</summary>
    public static DiagnosticDescriptor EngineVersionUnsupported => Error(
        "ENV6005",
        "The container engine speaks another version of the API",
        "The container engine at '{0}' is {1} with API {2}; EnvBuild speaks {3} to {4}. Update the one that is older.");

    /// <summary>ENV6006: the engine went away in the middle of the work.</summary>
    public static DiagnosticDescriptor EngineLost => Error(
        "ENV6006",
        "The container engine stopped answering",
        "The container engine at '{0}' stopped answering ({1}). See whether it is still running, and build again.");

    /// <summary>ENV6007: the engine says no.</summary>
    public static DiagnosticDescriptor EngineRefused => Error(
        "ENV6007",
        "The container engine refused a request",
        "The container engine at '{0}' could not {1}: {2}");

    /// <summary>ENV6008: the engine says something that cannot be understood.</summary>
    public static DiagnosticDescriptor EngineAnswerInvalid => Error(
        "ENV6008",
        "The answer of the container engine cannot be understood",
        "The container engine at '{0}' was asked to {1} and gave an answer that cannot be understood: {2}. See whether "
            + "something else listens at that address, and update the engine.");

    /// <summary>ENV6010: a command of the user failed.</summary>
    public static DiagnosticDescriptor StepFailed => Error(
        "ENV6010",
        "A step failed",
        "Step {0} of {1}, '{2}', ended with exit code {3}. Its last output was:\n{4}");

    /// <summary>ENV6011: a step cannot be run at all.</summary>
    public static DiagnosticDescriptor StepImpossible => Error(
        "ENV6011",
        "A step cannot be carried out",
        "Step {0} of {1}, '{2}', cannot be carried out: {3}");

    /// <summary>ENV6012: the instructions are not a Dockerfile.</summary>
    public static DiagnosticDescriptor DockerfileInvalid => Error(
        "ENV6012",
        "The instructions are not valid",
        "The container engine does not accept the instructions: {0}. Correct them; they have the form of a Dockerfile.");

    /// <summary>ENV6013: the base image cannot be had.</summary>
    public static DiagnosticDescriptor EngineBaseUnavailable => Error(
        "ENV6013",
        "The container engine cannot get the base image",
        "The container engine cannot get the base image '{0}': {1}. Check the name, and whether the registry wants "
            + "credentials ('docker login').");

    /// <summary>ENV6014: a Dockerfile wants BuildKit.</summary>
    public static DiagnosticDescriptor BuildKitMissing => Error(
        "ENV6014",
        "BuildKit is needed and is not there",
        "{0} needs BuildKit, which is used through 'docker buildx': {1}. Install the buildx plugin of the docker "
            + "command, or do without it.");

    /// <summary>ENV6015: a file that a build takes along is not there.</summary>
    public static DiagnosticDescriptor BuildFileUnreadable => Error(
        "ENV6015",
        "A file for the build cannot be read",
        "'{0}', which is needed as {1}, cannot be read: {2}.");

    /// <summary>ENV6020: the engine did not take an image.</summary>
    public static DiagnosticDescriptor DeliveryFailed => Error(
        "ENV6020",
        "The image cannot be loaded into the container engine",
        "The container engine at '{0}' did not take the image '{1}': {2}. See whether it has enough disk space.");

    /// <summary>ENV6021: the engine took an image and does not have it.</summary>
    public static DiagnosticDescriptor DeliveryIncomplete => Error(
        "ENV6021",
        "The container engine does not have the whole image",
        "The container engine at '{0}' said that it took the image '{1}', but {2}. Remove the image there "
            + "('docker image rm {1}') and build again.");

    /// <summary>ENV6030: a script in a container failed.</summary>
    public static DiagnosticDescriptor ScriptFailed => Error(
        "ENV6030",
        "A script in the image failed",
        "{0} ended with exit code {1}. Its last output was:\n{2}");

    /// <summary>ENV6031: a script cannot be started.</summary>
    public static DiagnosticDescriptor ScriptImpossible => Error(
        "ENV6031",
        "A script in the image cannot be started",
        "{0} cannot be started in the image: {1}. See whether the image has the program that runs it.");

    /// <summary>ENV6032: a script left something that no layer can hold.</summary>
    public static DiagnosticDescriptor ScriptLeftSpecialFile => Warning(
        "ENV6032",
        "A script left a file that a layer does not hold",
        "{0} left '{1}', which is neither file, folder nor link; the image is made without it.");
}
