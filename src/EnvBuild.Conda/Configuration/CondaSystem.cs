namespace EnvBuild.Conda.Configuration;

/// <summary>Kind of operating system, which decides where files of configuration are.</summary>
public enum CondaSystem
{
    /// <summary>Linux, and whatever else has <c>/etc</c>.</summary>
    Unix,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}
