namespace EnvBuild.Python.Resolution;

/// <summary>Something that packages of one name fulfil.</summary>
/// <param name="Project">Normalised name of the project.</param>
/// <param name="Extra">Normalised name of an extra; <see langword="null"/> for the project itself.</param>
/// <param name="Specifiers">Permitted versions.</param>
/// <param name="Text">How it is written.</param>
internal sealed record PoolRequirement(string Project, string? Extra, VersionSpecifiers Specifiers, string Text)
{
    /// <summary>The only package that fulfils it, or -1.</summary>
    public int Only { get; init; } = -1;

    /// <summary>Why nothing can fulfil it; <see langword="null"/> where something may.</summary>
    public string? Fault { get; init; }
}
