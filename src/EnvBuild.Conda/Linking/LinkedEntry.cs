using EnvBuild.Conda.Packages;

namespace EnvBuild.Conda.Linking;

/// <summary>One path of a linked package, ready to be written into a layer.</summary>
public sealed record LinkedEntry
{
    /// <summary>Permission bits of a symbolic link, which nothing looks at.</summary>
    public const int LinkMode = 0x1FF;

    /// <summary>Path relative to the prefix, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required LinkedEntryKind Kind { get; init; }

    /// <summary>Permission bits; nothing but the owner may write.</summary>
    public required int Mode { get; init; }

    /// <summary>Target of a symbolic link, as the package has it; else <see langword="null"/>.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>SHA-256 of the content of a file in hexadecimal digits; else <see langword="null"/>.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Content of a file, readable while the archive is open; empty for others.</summary>
    public Content Content { get; init; } = Content.Empty;

    /// <summary>Number of bytes of <see cref="Content"/>.</summary>
    public long Size => Content.Length;

    /// <summary>All but the content.</summary>
    public LinkedPath ToPath() => new(Path, Kind, Mode, LinkTarget, Sha256);
}
