namespace EnvBuild.Conda.Repodata;

/// <summary>What the server said of a cached file.</summary>
/// <param name="Url">URL without credentials.</param>
/// <param name="ETag">Entity tag, with its quotes.</param>
/// <param name="LastModified">Date of the file as the server wrote it.</param>
/// <param name="FetchedAt">When it was last fetched or confirmed.</param>
/// <param name="MaxAgeSeconds">How long it may be used without asking.</param>
/// <param name="Length">Bytes of the file.</param>
internal sealed record RepodataCacheState(
    string Url, string? ETag, string? LastModified, DateTimeOffset FetchedAt, long MaxAgeSeconds, long Length);
