namespace EnvBuild.Conda.Packages;

/// <summary>What an entry of a package archive is.</summary>
public enum ArchiveEntryKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A symbolic link with a target.</summary>
    SymbolicLink,
}
