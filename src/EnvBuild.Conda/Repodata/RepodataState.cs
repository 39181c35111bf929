namespace EnvBuild.Conda.Repodata;

/// <summary>What is known of a file of a channel.</summary>
/// <param name="Source">URL without credentials, or path.</param>
/// <param name="Content">Name of the cached file that was made of it; <see langword="null"/>: there is no such file.</param>
/// <param name="ETag">Entity tag with its quotes; of a local file, a hash of its bytes.</param>
/// <param name="LastModified">Date of the file as the server wrote it.</param>
/// <param name="FetchedAt">When it was last fetched or confirmed.</param>
/// <param name="MaxAgeSeconds">How long it may be used without asking.</param>
internal sealed record RepodataState(
    string Source, string? Content, string? ETag, string? LastModified, DateTimeOffset FetchedAt, long MaxAgeSeconds)
{
    private const long LongestAgeSeconds = 10L * 365 * 24 * 60 * 60;

    /// <summary>
    /// XxHash128 of the cached file in hexadecimal digits: it tells a damaged one. A large index has hashes of its own.
    /// </summary>
    public string? Checksum { get; init; }

    /// <summary>Whether it can be one that was written here: the file that holds it may be damaged too.</summary>
    internal bool IsPlausible =>
        Source is not null && MaxAgeSeconds is >= 0 and <= LongestAgeSeconds
        && (Content is null
            || (Path.GetFileName(Content) == Content && !Content.Contains('\0', StringComparison.Ordinal)));
}
