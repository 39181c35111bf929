namespace EnvBuild.Python.Indexes;

/// <summary>Addresses of indexes.</summary>
public static class IndexAddress
{
    /// <summary>The page of a project (PEP 503): below the root, with a slash at the end.</summary>
    /// <param name="root">Address of the index; may hold credentials.</param>
    /// <param name="name">Normalised name of the project.</param>
    public static string OfProject(string root, string name)
    {
        ArgumentNullException.ThrowIfNull(root);
        return $"{root.TrimEnd('/')}/{name}/";
    }

    /// <summary>An address without user and password.</summary>
    /// <param name="url">An address, or a path.</param>
    public static string WithoutCredentials(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return url;
        }

        start += 3;
        var end = url.IndexOfAny(['/', '?', '#'], start);
        var at = url.LastIndexOf('@', (end < 0 ? url.Length : end) - 1);
        return at < start ? url : url[..start] + url[(at + 1)..];
    }

    /// <summary>User and password of an address, as they stand there; <see langword="null"/> for none.</summary>
    /// <param name="url">An address, or a path.</param>
    public static string? CredentialsOf(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var without = WithoutCredentials(url);
        if (without.Length == url.Length)
        {
            return null;
        }

        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        return url.Substring(start, url.Length - without.Length - 1);
    }

    /// <summary>An address for messages: without credentials, query and fragment, which may hold secrets.</summary>
    /// <param name="url">An address, or a path.</param>
    public static string Redact(string url) => WithoutCredentials(url).Split('?', '#')[0];
}
