namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV1001: the file is not valid YAML.</summary>
    public static DiagnosticDescriptor YamlSyntax => Error(
        "ENV1001",
        "The file is not valid YAML",
        "The YAML cannot be read here: {0}.");

    /// <summary>ENV1002: the definition is empty.</summary>
    public static DiagnosticDescriptor DefinitionEmpty => Error(
        "ENV1002",
        "The definition is empty",
        "The file holds nothing. Write at least a list 'dependencies', or 'image'.");

    /// <summary>ENV1003: a file is too large.</summary>
    public static DiagnosticDescriptor DefinitionTooLarge => Error(
        "ENV1003",
        "A file is too large",
        "The file is larger than {0} KiB, which no definition is. Check that it is the right file.");

    /// <summary>ENV1004: the definition is too complex.</summary>
    public static DiagnosticDescriptor DefinitionTooComplex => Error(
        "ENV1004",
        "The definition is too complex",
        "The definition is refused: {0}. Write it without deep nesting and without multiplying aliases.");

    /// <summary>ENV1005: the file holds several documents.</summary>
    public static DiagnosticDescriptor SeveralDocuments => Error(
        "ENV1005",
        "The file holds several documents",
        "A second YAML document starts here; a definition is one document. Move it to a file of its own, or " +
            "remove the line '---'.");

    /// <summary>ENV1006: the definition is not a mapping.</summary>
    public static DiagnosticDescriptor RootNotMapping => Error(
        "ENV1006",
        "The definition is not a mapping",
        "A definition consists of keys such as 'channels:' and 'dependencies:', but this is {0}. Start with a " +
            "key.");

    /// <summary>ENV1007: a key stands twice.</summary>
    public static DiagnosticDescriptor DuplicateKey => Error(
        "ENV1007",
        "A key stands twice",
        "'{0}' already stands in line {1}; only one of the two would count. Join them.");

    /// <summary>ENV1008: a key is not known.</summary>
    public static DiagnosticDescriptor UnknownKey => Warning(
        "ENV1008",
        "A key is not known",
        "'{0}' is not a key of {1}; it is not used.{2} Correct or remove it.");

    /// <summary>ENV1009: a value has the wrong type.</summary>
    public static DiagnosticDescriptor WrongType => Error(
        "ENV1009",
        "A value has the wrong type",
        "Wrong type: {0} must be {1}, but this is {2}. Correct the value.");

    /// <summary>ENV1010: the file is not UTF-8.</summary>
    public static DiagnosticDescriptor EncodingInvalid => Error(
        "ENV1010",
        "The file is not UTF-8",
        "The file is not UTF-8: {0}. Save it as UTF-8.");

    /// <summary>ENV1011: the file is not an environment definition.</summary>
    public static DiagnosticDescriptor NotADefinition => Error(
        "ENV1011",
        "The file is not an environment definition",
        "This is {0}, not an environment definition. {1}");

    /// <summary>ENV1012: the file has no key of a definition.</summary>
    public static DiagnosticDescriptor NoDefinitionKeys => Error(
        "ENV1012",
        "The file has no key of a definition",
        "No key says what an environment is made from; expected are 'dependencies', or 'image', 'build' or " +
            "'conda_file'.{0} Check that it is the right file.");

    /// <summary>ENV1013: the definition needs files that cannot be read here.</summary>
    public static DiagnosticDescriptor FilesNotRead => Error(
        "ENV1013",
        "The definition needs files that cannot be read here",
        "The definition names other files; give it as a file, so that they are found beside it.");

    /// <summary>ENV1014: a conda package cannot be read.</summary>
    public static DiagnosticDescriptor MatchSpecInvalid => Error(
        "ENV1014",
        "A conda package cannot be read",
        "'{0}' is no conda package: {1}. Write it as 'name', 'name=1.2' or 'name>=1.2,<2'.");

    /// <summary>ENV1015: a pip requirement cannot be read.</summary>
    public static DiagnosticDescriptor RequirementInvalid => Error(
        "ENV1015",
        "A pip requirement cannot be read",
        "'{0}' is no pip requirement: {1}. Write it as 'name', 'name==1.2' or 'name @ https://…'.");

    /// <summary>ENV1016: a channel cannot be read.</summary>
    public static DiagnosticDescriptor ChannelInvalid => Error(
        "ENV1016",
        "A channel cannot be read",
        "'{0}' is no channel: {1}. Give a name such as 'conda-forge', an address or a path.");

    /// <summary>ENV1017: the base image cannot be read.</summary>
    public static DiagnosticDescriptor ImageInvalid => Error(
        "ENV1017",
        "The base image cannot be read",
        "'{0}' is no base: {1}. Give a reference such as 'docker.io/library/debian:12', 'oci:folder', " +
            "'docker-archive:file' or 'scratch'.");

    /// <summary>ENV1018: a platform is not known.</summary>
    public static DiagnosticDescriptor PlatformUnknown => Error(
        "ENV1018",
        "A platform is not known",
        "'{0}' is not a platform of conda.{1} Write it as 'linux-64' or 'linux-aarch64'.");

    /// <summary>ENV1019: both image and build are given.</summary>
    public static DiagnosticDescriptor ImageAndBuild => Error(
        "ENV1019",
        "Both image and build are given",
        "'build' cannot stand beside 'image' (line {0}): the base comes from one of them. Remove the other.");

    /// <summary>ENV1020: the definition names nothing to build.</summary>
    public static DiagnosticDescriptor NothingToBuild => Error(
        "ENV1020",
        "The definition names nothing to build",
        "There is neither 'image' nor 'build' nor 'conda_file'. Add the one that the environment is made from.");

    /// <summary>ENV1021: a placeholder is not filled in.</summary>
    public static DiagnosticDescriptor PlaceholderLeft => Warning(
        "ENV1021",
        "A placeholder is not filled in",
        "'{0}' is a placeholder of a template. It is kept as it stands; fill it in before the image is built.");

    /// <summary>ENV1022: an old form is used.</summary>
    public static DiagnosticDescriptor LegacyForm => Warning(
        "ENV1022",
        "An old form is used",
        "'{0}' is an old form of Azure ML. It is understood; write '{1}' instead.");

    /// <summary>ENV1023: a key has no effect here.</summary>
    public static DiagnosticDescriptor KeyWithoutEffect => Information(
        "ENV1023",
        "A key has no effect here",
        "'{0}' has no effect on an image.");

    /// <summary>ENV1024: a list has an empty entry.</summary>
    public static DiagnosticDescriptor EmptyEntry => Error(
        "ENV1024",
        "A list has an empty entry",
        "An entry of '{0}' is empty. Fill it in or remove the '-'.");

    /// <summary>ENV1025: a package is written as a mapping.</summary>
    public static DiagnosticDescriptor DependencyMapping => Error(
        "ENV1025",
        "A package is written as a mapping",
        "'{0}:' makes a mapping of this entry; only 'pip:' may. Write '{0}={1}'.");

    /// <summary>ENV1026: a key stands at the wrong place.</summary>
    public static DiagnosticDescriptor KeyMisplaced => Error(
        "ENV1026",
        "A key stands at the wrong place",
        "'{0}' does not belong here: {1}.");

    /// <summary>ENV1027: there are several pip lists.</summary>
    public static DiagnosticDescriptor SeveralPipLists => Warning(
        "ENV1027",
        "There are several pip lists",
        "Another list 'pip' stands in line {0}. Both are used here, but conda takes only the last; join them.");

    /// <summary>ENV1028: an option of pip is not known.</summary>
    public static DiagnosticDescriptor PipOptionUnknown => Warning(
        "ENV1028",
        "An option of pip is not known",
        "'{0}' is no option that pip takes in a requirements file.{1} Correct or remove it.");

    /// <summary>ENV1029: an option of pip has no value.</summary>
    public static DiagnosticDescriptor PipOptionValueMissing => Error(
        "ENV1029",
        "An option of pip has no value",
        "'{0}' needs a value behind it. Add the value.");

    /// <summary>ENV1030: a word behind an option is ignored.</summary>
    public static DiagnosticDescriptor PipOptionIgnored => Warning(
        "ENV1030",
        "A word behind an option is ignored",
        "'{0}' stands behind an option and is ignored by pip. Remove it.");

    /// <summary>ENV1031: a build has no context.</summary>
    public static DiagnosticDescriptor BuildWithoutContext => Error(
        "ENV1031",
        "A build has no context",
        "'build' needs 'path', the folder of the Dockerfile. Add it.");

    /// <summary>ENV1032: the build context does not exist.</summary>
    public static DiagnosticDescriptor ContextNotFound => Error(
        "ENV1032",
        "The build context does not exist",
        "The folder '{0}' does not exist ('{1}'). Check the path; it starts at the folder of this file.");

    /// <summary>ENV1033: the operating system is not supported.</summary>
    public static DiagnosticDescriptor OperatingSystem => Error(
        "ENV1033",
        "The operating system is not supported",
        "'{0}' images are not built; only 'linux' is. Remove 'os_type' or set it to 'linux'.");

    /// <summary>ENV1034: a step is no Dockerfile instruction.</summary>
    public static DiagnosticDescriptor StepInvalid => Error(
        "ENV1034",
        "A step is no Dockerfile instruction",
        "'{0}' is no instruction that may stand here. Known are: {1}.");

    /// <summary>ENV1035: a step needs a build context.</summary>
    public static DiagnosticDescriptor StepNeedsContext => Error(
        "ENV1035",
        "A step needs a build context",
        "'{0}' takes files from a build context, which steps do not have. Use 'build: {{path: …}}' with a " +
            "Dockerfile.");

    /// <summary>ENV1036: a Spark package cannot be read.</summary>
    public static DiagnosticDescriptor SparkPackageInvalid => Error(
        "ENV1036",
        "A Spark package cannot be read",
        "A Spark package is written as 'group:artifact:version', or as a mapping with these three keys. " +
            "Correct it.");

    /// <summary>ENV1037: a route is missing or incomplete.</summary>
    public static DiagnosticDescriptor InferenceRoute => Error(
        "ENV1037",
        "A route is missing or incomplete",
        "'inference_config' needs '{0}' with a 'path' and a 'port' from 1 to 65535. Add it.");

    /// <summary>ENV1038: a virtual package is misnamed.</summary>
    public static DiagnosticDescriptor VirtualPackageName => Error(
        "ENV1038",
        "A virtual package is misnamed",
        "'{0}' is no virtual package; their names start with '__', such as '__cuda'. Correct the name.");

    /// <summary>ENV1039: a YAML tag is not permitted.</summary>
    public static DiagnosticDescriptor YamlTag => Error(
        "ENV1039",
        "A YAML tag is not permitted",
        "The tag '{0}' asks for something that definitions do not have. Remove it.");

    /// <summary>ENV1040: a key is not a text.</summary>
    public static DiagnosticDescriptor YamlKey => Error(
        "ENV1040",
        "A key is not a text",
        "A key must be a text, but this is {0}. A value that starts with '{{' or '[' must stand in quotes.");

    /// <summary>ENV1041: the definition lists no packages.</summary>
    public static DiagnosticDescriptor NoDependencies => Warning(
        "ENV1041",
        "The definition lists no packages",
        "There is no list 'dependencies', so the environment is empty. Add it.");

    /// <summary>ENV1042: an option of pip stands behind a package.</summary>
    public static DiagnosticDescriptor PipOptionPlace => Error(
        "ENV1042",
        "An option of pip stands behind a package",
        "'{0}' cannot stand behind a package. Give it an entry of its own.");

    /// <summary>ENV1043: there is more of the same.</summary>
    public static DiagnosticDescriptor MoreOfTheSame => Information(
        "ENV1043",
        "There is more of the same",
        "{0} more of {1} are not shown.");

    /// <summary>ENV1044: the environment to build on cannot be read.</summary>
    public static DiagnosticDescriptor FromInvalid => Error(
        "ENV1044",
        "The environment to build on cannot be read",
        "'{0}' names no environment; write it as 'name@range', such as 'base@1.*'.");

    /// <summary>ENV1045: a file is not a regular file.</summary>
    public static DiagnosticDescriptor FileNotRegular => Error(
        "ENV1045",
        "A file is not a regular file",
        "'{0}' is {1}, not a regular file, so it is not read. Name a file, or leave it out.");

    /// <summary>ENV1046: a channel priority is not known.</summary>
    public static DiagnosticDescriptor ChannelPriorityUnknown => Error(
        "ENV1046",
        "A channel priority is not known",
        "'{0}' is not a channel priority. Write 'strict' (a name comes from the first channel that has it), 'flexible' "
        + "(unless that makes the set unsolvable) or 'disabled'.");

    /// <summary>ENV1047: a time limit cannot be read.</summary>
    public static DiagnosticDescriptor TimeLimitInvalid => Error(
        "ENV1047",
        "A time limit cannot be read",
        "'{0}' is not a date or time. Write '2026-01-31' for all that came up to the end of that day (UTC), or "
        + "'2026-01-31T12:00:00Z'.");
}
