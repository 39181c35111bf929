using EnvBuild.Python.Indexes;

namespace EnvBuild.Building.Pip;

/// <summary>
/// User and password that addresses of the definition hold. They go to the server of that address alone, and stand in no lock.
/// </summary>
internal sealed class PipCredentials
{
    private readonly Dictionary<string, string> _byServer = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes them from an address, if it has any.</summary>
    public void Learn(string url)
    {
        if (IndexAddress.CredentialsOf(url) is { } found && ServerOf(IndexAddress.WithoutCredentials(url)) is { } server)
        {
            _byServer.TryAdd(server, found);
        }
    }

    /// <summary>An address with what is known for its server.</summary>
    public string Add(string url) =>
        IndexAddress.CredentialsOf(url) is null
        && ServerOf(url) is { } server
        && _byServer.TryGetValue(server, out var found)
            ? url.Insert(url.IndexOf("://", StringComparison.Ordinal) + 3, found + "@")
            : url;

    private static string? ServerOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? $"{parsed.Scheme}://{parsed.Authority}"
            : null;
}
