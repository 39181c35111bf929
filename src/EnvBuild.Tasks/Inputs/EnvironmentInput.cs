namespace EnvBuild.Tasks.Inputs;

/// <summary>What the project says about one environment. All paths are absolute.</summary>
internal sealed record EnvironmentInput
{
    public required string Definition { get; init; }

    /// <summary>
    /// Conda subdirs in the order of the project, separated by semicolons; empty for those of the definition.
    /// </summary>
    public required string Platforms { get; init; }

    public required string Tag { get; init; }

    public required string BaseImage { get; init; }

    public required bool LockedMode { get; init; }

    /// <summary>Where a lock of the definition stands if the user commits one.</summary>
    public string LockFile => LockFileOf(Definition);

    public static string LockFileOf(string definition) => Path.ChangeExtension(definition, ".conda-lock.yml");
}
