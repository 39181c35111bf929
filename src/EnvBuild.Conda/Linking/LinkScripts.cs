namespace EnvBuild.Conda.Linking;

/// <summary>Scripts that a package wants to be run when it is installed or removed (CEP 34).</summary>
/// <param name="PreLink">Path relative to the prefix; <see langword="null"/> if there is none.</param>
/// <param name="PostLink">Path relative to the prefix; <see langword="null"/> if there is none.</param>
/// <param name="PreUnlink">Path relative to the prefix; <see langword="null"/> if there is none.</param>
public sealed record LinkScripts(string? PreLink, string? PostLink, string? PreUnlink)
{
    /// <summary>Whether something should have run at installation.</summary>
    public bool RunAtInstallation => PreLink is not null || PostLink is not null;
}
