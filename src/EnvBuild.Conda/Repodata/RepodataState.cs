namespace EnvBuild.Conda.Repodata;

/// <summary>What is known of a file of a channel.</summary>
/// <param name="Source">URL without credentials, or path.</param>
/// <param name="Content">Name of the cached file that was made of it; <see langword="null"/>: there is no such file.</param>
/// <param name="ETag">Entity tag with its quotes; of a local file, a hash of its bytes.</param>
/// <param name="LastModified">Date of the file as the server wrote it.</param>
/// <param name="FetchedAt">When it was last fetched or confirmed.</param>
/// <param name="MaxAgeSeconds">How long it may be used without asking.</param>
internal sealed record RepodataState(
    string Source, string? Content, string? ETag, string? LastModified, DateTimeOffset FetchedAt, long MaxAgeSeconds);
