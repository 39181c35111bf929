namespace EnvBuild.Tasks.Images;

/// <summary>An image of the project, as <c>environment.images.json</c> tells it.</summary>
internal sealed record ImageRecord
{
    /// <summary>Absolute path of the definition.</summary>
    public required string Definition { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Fingerprint { get; init; }

    public required string Lock { get; init; }

    public required string Image { get; init; }

    public required string Digest { get; init; }

    public required string Platform { get; init; }

    /// <summary>Whether the build that wrote the record reused all layers.</summary>
    public required bool Reused { get; init; }

    public required string Reason { get; init; }

    public required long Size { get; init; }
}
