using System.Text.RegularExpressions;

namespace EnvBuild.Python.Indexes;

/// <summary>The address of a file: resolved against its page, with one spelling (RFC 3986, as pip does).</summary>
internal static partial class FileLink
{
    private const string MetadataSuffix = ".metadata";

    /// <summary>Resolves a link; null where it leads to no file that can be fetched.</summary>
    /// <param name="baseUrl">Address that a relative link is against.</param>
    /// <param name="link">Link as written.</param>
    public static IndexFile? TryResolve(Uri baseUrl, string? link)
    {
        var trimmed = link?.Trim();
        if (string.IsNullOrEmpty(trimmed) || !Uri.TryCreate(baseUrl, trimmed, out var url) || !IsFetched(url))
        {
            return null;
        }

        var path = Uri.UnescapeDataString(url.GetComponents(UriComponents.Path, UriFormat.UriEscaped));
        var name = path[(path.LastIndexOf('/') + 1)..];
        return IsFileName(name) ? new IndexFile(name, Quote(url), HashNames.OfFragment(url.Fragment)) : null;
    }

    /// <summary>Whether the text names a file and no place in another folder.</summary>
    public static bool IsFileName(string name) => name is not ("" or "." or "..") && name.IndexOfAny(['/', '\\']) < 0;

    /// <summary>Address of the metadata beside the file: before query and fragment (PEP 658).</summary>
    public static string WithMetadataSuffix(string url)
    {
        var withoutFragment = url.Split('#')[0];
        var query = withoutFragment.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? withoutFragment + MetadataSuffix : withoutFragment.Insert(query, MetadataSuffix);
    }

    /// <summary>An address for messages: without credentials, query and fragment.</summary>
    public static string Redact(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static bool IsFetched(Uri url) =>
        url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeFile;

    /// <summary><c>+</c> and the like are percent-encoded in a path, so that a file has one address.</summary>
    private static string Quote(Uri url)
    {
        if (url.IsFile)
        {
            return url.AbsoluteUri;
        }

        var server = url.GetComponents(UriComponents.Scheme | UriComponents.UserInfo | UriComponents.Host |
            UriComponents.Port, UriFormat.UriEscaped);
        var path = url.GetComponents(UriComponents.Path | UriComponents.KeepDelimiter, UriFormat.UriEscaped);
        return server + DelimiterRegex().Replace(path, match => Uri.HexEscape(match.Value[0])) + url.Query +
            url.Fragment;
    }

    [GeneratedRegex(@"[!$&'()*+,;=:\[\]]")]
    private static partial Regex DelimiterRegex();
}
