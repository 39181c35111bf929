namespace EnvBuild.Building;

/// <summary>What a build sees of the machine of a user: configuration, credentials, engines.</summary>
/// <param name="GetVariable">Reads an environment variable; <see langword="null"/> if it is not set.</param>
/// <param name="Folder">Absolute folder that relative paths in variables start at.</param>
public sealed record UserMachine(Func<string, string?> GetVariable, string Folder)
{
    /// <summary>A machine on which nothing is set.</summary>
    public static UserMachine Bare { get; } = new(_ => null, Path.GetTempPath());
}
