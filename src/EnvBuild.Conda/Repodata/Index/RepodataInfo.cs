namespace EnvBuild.Conda.Repodata.Index;

/// <summary>What <c>info</c> of repodata says of the folder as a whole (CEP 15, 36, 42, 48).</summary>
internal sealed record RepodataInfo
{
    /// <summary>URL in front of the files, as written.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Channel with higher priority, as a path from this channel.</summary>
    public string? RelationBase { get; init; }

    /// <summary>Channel with lower priority, as a path from this channel.</summary>
    public string? RelationOverrides { get; init; }

    /// <summary>Names of revisions with records that cannot be read yet.</summary>
    public string? UnreadRevisions { get; init; }
}
