namespace EnvBuild.Building;

/// <summary>An image in the store that belongs to a definition and a platform.</summary>
public sealed record BuiltImage
{
    /// <summary>Name of the environment.</summary>
    public required string Name { get; init; }

    /// <summary>Version that the definition gives; <see langword="null"/> if none.</summary>
    public string? Version { get; init; }

    /// <summary>What was asked: 64 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What was chosen: 64 hexadecimal digits.</summary>
    public required string Lock { get; init; }

    /// <summary>Reference in the store, <c>name:tag</c>.</summary>
    public required string Image { get; init; }

    /// <summary>Digest of the manifest, <c>sha256:…</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>Conda subdir such as <c>linux-64</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>Whether no layer had to be written.</summary>
    public required bool Reused { get; init; }

    /// <summary>Why it was reused or built, for people: <c>conda: numpy=1.26 → numpy=2.0</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Sum of the sizes of the layers as stored, in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>One line for people: what became of the environment, and why.</summary>
    public string Describe() =>
        $"environment '{Name}' ({Platform}): {(Reused ? "reused" : "built")} image {Image} {Digest[..19]}… — {Reason}";
}
