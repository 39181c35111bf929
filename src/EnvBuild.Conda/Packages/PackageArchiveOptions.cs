namespace EnvBuild.Conda.Packages;

/// <summary>Limits of opening an archive, and where large ones are unpacked to.</summary>
public sealed record PackageArchiveOptions
{
    /// <summary>The usual limits.</summary>
    public static PackageArchiveOptions Default { get; } = new();

    /// <summary>Absolute folder for a temporary file; <see langword="null"/> for that of the system.</summary>
    public string? SpoolFolder { get; init; }

    /// <summary>
    /// Bytes that one part of an archive may unpack to in memory; a larger one goes to a temporary file.
    /// </summary>
    public int MemoryLimit { get; init; } = 64 << 20;

    /// <summary>Bytes that an archive may unpack to.</summary>
    public long MaximumSize { get; init; } = 64L << 30;

    /// <summary>How many times larger than the archive its content may be.</summary>
    public int MaximumRatio { get; init; } = 1000;

    /// <summary>Bytes up to which the ratio does not matter: small archives of zeros are legitimate.</summary>
    public long RatioFloor { get; init; } = 256L << 20;

    /// <summary>Characters that all paths and targets of links may have together.</summary>
    public long MaximumPathText { get; init; } = 256L << 20;

    /// <summary>Entries that an archive may have.</summary>
    public int MaximumEntries { get; init; } = 2_000_000;
}
