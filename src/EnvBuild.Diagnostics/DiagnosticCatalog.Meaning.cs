namespace EnvBuild.Diagnostics;

public static partial class DiagnosticCatalog
{
    /// <summary>ENV2001: no channel is named.</summary>
    public static DiagnosticDescriptor NoChannels => Warning(
        "ENV2001",
        "No channel is named",
        "No channel is named, so 'conda-forge' is used. Add 'channels:' with the ones that are meant.");

    /// <summary>ENV2002: python is not among the packages.</summary>
    public static DiagnosticDescriptor PythonNotListed => Warning(
        "ENV2002",
        "Python is not among the packages",
        "pip packages are asked for, but 'python' is not, so its version is left to chance. Add 'python=3.12' " +
            "or the like to 'dependencies'.");

    /// <summary>ENV2003: pip is not among the packages.</summary>
    public static DiagnosticDescriptor PipNotListed => Information(
        "ENV2003",
        "pip is not among the packages",
        "pip packages are asked for, but 'pip' itself is not in 'dependencies'. EnvBuild installs them without it; "
        + "conda, which reads this file too, would not. Add 'pip' if others use the file.");

    /// <summary>ENV2004: packages have no version.</summary>
    public static DiagnosticDescriptor UnpinnedPackages => Information(
        "ENV2004",
        "Packages have no version",
        "No version is asked for: {0}. The first build chooses one, and the lock keeps it.");

    /// <summary>ENV2005: the base image has no fixed tag.</summary>
    public static DiagnosticDescriptor FloatingImage => Warning(
        "ENV2005",
        "The base image has no fixed tag",
        "'{0}' may be another image tomorrow. Name a tag that stays, or a digest ('@sha256:…').");

    /// <summary>ENV2006: a secret stands in the definition.</summary>
    public static DiagnosticDescriptor SecretFound => Error(
        "ENV2006",
        "A secret stands in the definition",
        "Here stands what looks like a secret ({0}). Definitions are copied into images and locks: remove it, " +
            "revoke it, and give it through the environment or the credential store.");

    /// <summary>ENV2007: a variable looks like a secret.</summary>
    public static DiagnosticDescriptor VariableLooksSecret => Warning(
        "ENV2007",
        "A variable looks like a secret",
        "The variable '{0}' has a value that looks like a secret; it would stand in the image for everybody to " +
            "read. Set it where the container runs.");

    /// <summary>ENV2008: a package is listed twice.</summary>
    public static DiagnosticDescriptor PackageRepeated => Information(
        "ENV2008",
        "A package is listed twice",
        "'{0}' is already listed in line {1} in the same way.");

    /// <summary>ENV2009: a package is asked for in two ways.</summary>
    public static DiagnosticDescriptor PackageAskedTwice => Warning(
        "ENV2009",
        "A package is asked for in two ways",
        "'{0}' is already asked for in line {1} as '{2}'; both must hold. Join the two.");

    /// <summary>ENV2010: a package comes from conda and from pip.</summary>
    public static DiagnosticDescriptor CondaAndPip => Warning(
        "ENV2010",
        "A package comes from conda and from pip",
        "'{0}' is also asked from conda (line {1}); pip would overwrite it. Keep one of the two.");

    /// <summary>ENV2011: the name is not permitted in Azure ML.</summary>
    public static DiagnosticDescriptor NameInvalid => Warning(
        "ENV2011",
        "The name is not permitted in Azure ML",
        "'{0}' is not a name that Azure ML takes: up to 255 letters, digits, '-', '_' and '.', starting with a " +
            "letter or digit. Rename it.");

    /// <summary>ENV2012: the name is reserved in Azure ML.</summary>
    public static DiagnosticDescriptor NameReserved => Warning(
        "ENV2012",
        "The name is reserved in Azure ML",
        "'{0}' starts as the curated environments of Azure ML do; a workspace refuses it. Rename it.");

    /// <summary>ENV2013: a selector in a comment has no effect.</summary>
    public static DiagnosticDescriptor SelectorComment => Warning(
        "ENV2013",
        "A selector in a comment has no effect",
        "'{0}' is a comment: '{1}' is asked for on every platform. Remove the entry where it does not fit.");

    /// <summary>ENV2014: a part of a package has no meaning.</summary>
    public static DiagnosticDescriptor SpecPartIgnored => Warning(
        "ENV2014",
        "A part of a package has no meaning",
        "'{0}' in '{1}' has no meaning and is ignored. Remove it.");

    /// <summary>ENV2015: no image is made for a platform.</summary>
    public static DiagnosticDescriptor PlatformWithoutImage => Information(
        "ENV2015",
        "No image is made for a platform",
        "'{0}' is solved and locked, but images are made for Linux alone.");

    /// <summary>ENV2016: the packages are not installed.</summary>
    public static DiagnosticDescriptor PackagesNotInstalled => Warning(
        "ENV2016",
        "The packages are not installed",
        "'packages_managed_by: user' says that the base holds the packages already; those listed here are not " +
            "installed. Remove the list, or let the system manage them.");

    /// <summary>ENV2017: a variable cannot have this name.</summary>
    public static DiagnosticDescriptor VariableName => Error(
        "ENV2017",
        "A variable cannot have this name",
        "'{0}' cannot be the name of an environment variable. Correct it.");

    /// <summary>ENV2018: the version is a reserved tag.</summary>
    public static DiagnosticDescriptor VersionReserved => Warning(
        "ENV2018",
        "The version is a reserved tag",
        "'{0}' cannot tell one version from another: every build sets the tags 'latest' and 'env-' with 12 digits " +
            "of the fingerprint itself. Write a version such as '1.0'.");

    /// <summary>ENV2019: the image gets another name.</summary>
    public static DiagnosticDescriptor NameAdapted => Warning(
        "ENV2019",
        "The image gets another name",
        "'{0}' cannot be the name of an image, which is lower case letters and digits with single '.', '_', '-' or " +
            "'/' between them; the image is called '{1}'. Rename it, if that is not meant.");

    /// <summary>ENV2020: a package is a number.</summary>
    public static DiagnosticDescriptor PackageIsNumber => Warning(
        "ENV2020",
        "A package is a number",
        "'{0}' is taken as the name of a package, and is probably a version. Write 'name={0}'.");

    /// <summary>ENV2104: the context of a Dockerfile is at an address.</summary>
    public static DiagnosticDescriptor BuildContextRemote => Error(
        "ENV2104",
        "The context of a Dockerfile is at an address",
        "The build context '{0}' is not a folder on this machine, so that nobody could tell when it changes. Fetch it "
            + "and name the folder.");

    /// <summary>ENV2105: spark packages cannot be built yet.</summary>
    public static DiagnosticDescriptor SparkNotBuildable => Error(
        "ENV2105",
        "Spark packages cannot be built yet",
        "This version of EnvBuild does not install Spark packages. Put them into a base and remove them here.");

    /// <summary>ENV2106: environments cannot be built on others yet.</summary>
    public static DiagnosticDescriptor FromNotBuildable => Error(
        "ENV2106",
        "Environments cannot be built on others yet",
        "'{0}' names another environment; this version of EnvBuild does not build on one. Name its image as " +
            "base, or copy its packages.");

    /// <summary>ENV2107: a placeholder cannot be built.</summary>
    public static DiagnosticDescriptor PlaceholderNotBuildable => Error(
        "ENV2107",
        "A placeholder cannot be built",
        "'{0}' is a placeholder of a template, so it is not known what to build. Fill it in.");
}
