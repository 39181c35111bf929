namespace EnvBuild.Conda.Packages;

/// <summary>One path that a package wants to have in the prefix: an entry of <c>info/paths.json</c> (CEP 34).</summary>
internal sealed record PackagePath
{
    /// <summary>Path in the archive.</summary>
    public required string Path { get; init; }

    /// <summary><c>directory</c> makes a folder; for others the archive itself tells files from links.</summary>
    public bool IsDirectory { get; init; }

    /// <summary>Text that stands for the prefix; <see langword="null"/> if there is none.</summary>
    public string? Placeholder { get; init; }

    public PlaceholderMode Mode { get; init; }

    public bool NoLink { get; init; }

    /// <summary>SHA-256 that the package claims for the file, or for the target of a link.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Size in bytes that the package claims.</summary>
    public long? Size { get; init; }
}
