namespace EnvBuild.Oci.Registries;

/// <summary>What the registry client sees of a machine; nothing is taken from the process behind its back.</summary>
public sealed record RegistryMachine
{
    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> GetVariable { get; init; }

    /// <summary>Absolute folder that relative paths in variables start at.</summary>
    public required string Folder { get; init; }

    /// <summary>Absolute path of the folder that <c>registries.json</c> stands in, if no variable names it.</summary>
    public required string ConfigurationFolder { get; init; }

    /// <summary>
    /// Absolute path of the configuration: the file that <c>ENVBUILD_REGISTRIES</c> names, which has to be there, else
    /// the usual one, which may be missing.
    /// </summary>
    public string ConfigurationFile => PathIn("ENVBUILD_REGISTRIES") ?? Path.Combine(ConfigurationFolder, "registries.json");

    /// <summary>Whether a variable names the configuration.</summary>
    public bool NamesConfigurationFile => Variable("ENVBUILD_REGISTRIES") is not null;

    /// <summary>Absolute home folder of the user; <see langword="null"/> if not told.</summary>
    internal string? Home => PathIn(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME");

    /// <summary>A variable that is set and not empty.</summary>
    internal string? Variable(string name) => GetVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>A path below the folder that a variable names.</summary>
    internal string? PathIn(string variable, params ReadOnlySpan<string> parts) =>
        Variable(variable) is { } value ? Path.Combine([Path.GetFullPath(value, Folder), .. parts]) : null;

    /// <summary>A path below the home folder.</summary>
    internal string? InHome(params ReadOnlySpan<string> parts) =>
        Home is { } home ? Path.Combine([home, .. parts]) : null;
}
