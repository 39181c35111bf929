namespace EnvBuild.Conda.Access;

/// <summary>The servers, or the part of one, that a credential belongs to.</summary>
/// <param name="Host">Host; <c>*.example.com</c> is that domain and all below it (rattler).</param>
/// <param name="Port">Port; <see langword="null"/> for every one.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>; <see langword="null"/> where none was written.</param>
/// <param name="Path">Path that URLs must lie in, without last slash; empty for all.</param>
internal sealed record CredentialScope(string Host, int? Port = null, string? Scheme = null, string Path = "")
{
    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>*.domain</c> or a URL.</summary>
    public static CredentialScope? Parse(string text)
    {
        var isUrl = text.Contains("://", StringComparison.Ordinal);
        var isWildcard = text.StartsWith("*.", StringComparison.Ordinal);
        var rest = isWildcard ? text[2..] : text;
        if (!Uri.TryCreate(isUrl ? rest : $"https://{rest}", UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var hasPort = isUrl || rest.AsSpan().TrimEnd('/').EndsWith($":{uri.Port}", StringComparison.Ordinal);
        return new(
            isWildcard ? "*." + uri.Host : uri.Host,
            hasPort ? uri.Port : null,
            isUrl ? uri.Scheme : null,
            uri.AbsolutePath.TrimEnd('/'));
    }

    public bool Matches(Uri url) =>
        MatchesHost(url.Host)
        && (Port is null || Port == url.Port)
        && (Scheme is null || Scheme == url.Scheme)
        && IsInPath(url.AbsolutePath);

    private bool MatchesHost(string host)
    {
        if (!Host.StartsWith("*.", StringComparison.Ordinal))
        {
            return string.Equals(Host, host, StringComparison.OrdinalIgnoreCase);
        }

        return string.Equals(Host[2..], host, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(Host[1..], StringComparison.OrdinalIgnoreCase);
    }

    private bool IsInPath(string path) =>
        path.StartsWith(Path, StringComparison.Ordinal) && (path.Length == Path.Length || path[Path.Length] == '/');
}
