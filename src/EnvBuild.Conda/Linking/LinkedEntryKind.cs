namespace EnvBuild.Conda.Linking;

/// <summary>What an entry of a linked package is.</summary>
public enum LinkedEntryKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,
}
