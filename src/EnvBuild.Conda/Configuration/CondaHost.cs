namespace EnvBuild.Conda.Configuration;

/// <summary>
/// What the configuration of conda sees of a machine; nothing is taken from the process behind its back.
/// </summary>
public sealed record CondaHost
{
    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> GetVariable { get; init; }

    /// <summary>Absolute folder that relative paths in variables start at.</summary>
    public required string Folder { get; init; }

    /// <summary>Kind of operating system.</summary>
    public CondaSystem System { get; init; } = OperatingSystem.IsWindows() ? CondaSystem.Windows
        : OperatingSystem.IsMacOS() ? CondaSystem.MacOS
        : CondaSystem.Unix;

    /// <summary>Folder in front of the paths that hold for all users: <c>/</c>, except in tests.</summary>
    public string SystemRoot { get; init; } = "/";

    /// <summary>
    /// Absolute home folder of the user, by <c>HOME</c> or <c>USERPROFILE</c>; <see langword="null"/> if not told.
    /// </summary>
    public string? Home => PathIn(System == CondaSystem.Windows ? "USERPROFILE" : "HOME");

    /// <summary>A variable that is set and not empty.</summary>
    internal string? Variable(string name) => GetVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>A path below the folder that a variable names.</summary>
    internal string? PathIn(string variable, params ReadOnlySpan<string> parts)
    {
        if (Variable(variable) is not { } value)
        {
            return null;
        }

        var path = value.StartsWith("~/", StringComparison.Ordinal) && variable != "HOME" && Home is { } home
            ? Path.Combine(home, value[2..])
            : Path.GetFullPath(value, Folder);
        return Path.Combine([path, .. parts]);
    }

    /// <summary>A path below the home folder.</summary>
    internal string? InHome(params ReadOnlySpan<string> parts) =>
        Home is { } home ? Path.Combine([home, .. parts]) : null;
}
