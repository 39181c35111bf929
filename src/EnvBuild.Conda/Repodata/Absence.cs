namespace EnvBuild.Conda.Repodata;

/// <summary>How it is known that a server does not have a file.</summary>
internal enum Absence
{
    /// <summary>It has it.</summary>
    None,

    /// <summary>It was asked.</summary>
    Told,

    /// <summary>It was asked some time ago.</summary>
    Remembered,

    /// <summary>It was asked, but another place of the channel did not answer.</summary>
    Doubtful,

    /// <summary>It was never asked, and may not be asked now.</summary>
    Unknown,
}
