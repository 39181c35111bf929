namespace EnvBuild.Building;

/// <summary>What becomes of scripts that packages want to run when they are installed.</summary>
public enum PostLinkScripts
{
    /// <summary>They run in the finished image, for which a container engine is needed.</summary>
    Run,

    /// <summary>They do not run; each is a warning, and the image says so in a label.</summary>
    Skip,
}
