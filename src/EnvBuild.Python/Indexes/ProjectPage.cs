using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;

namespace EnvBuild.Python.Indexes;

/// <summary>
/// What an index offers of one project (PEP 503, PEP 691), or a flat page of files of many projects (pip's
/// <c>--find-links</c>).
/// </summary>
/// <param name="Files">Files in the order of the page.</param>
/// <param name="Status">State of the project (PEP 792).</param>
public sealed record ProjectPage(ImmutableArray<IndexFile> Files, ProjectStatus Status)
{
    private const string JsonType = "application/vnd.pypi.simple.v1+json";
    private const string HtmlType = "application/vnd.pypi.simple.v1+html";
    private const string LegacyHtmlType = "text/html";

    /// <summary>Value of the <c>Accept</c> header that asks for what can be read here, JSON first (PEP 691).</summary>
    public const string Accept = $"{JsonType}, {HtmlType}; q=0.1, {LegacyHtmlType}; q=0.01";

    /// <summary>Reads a page by its content type (PEP 691).</summary>
    /// <param name="content">Body of the response.</param>
    /// <param name="contentType">Value of the <c>Content-Type</c> header.</param>
    /// <param name="url">Absolute address the page came from, after redirects.</param>
    /// <exception cref="IndexPageException">The type is none of an index page, or the page is malformed.</exception>
    public static ProjectPage Parse(ReadOnlySpan<byte> content, string? contentType, Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed : null;
        return type?.MediaType?.ToLowerInvariant() switch
        {
            JsonType => ParseJson(content, url),
            HtmlType or LegacyHtmlType => ParseHtml(EncodingOf(type.CharSet).GetString(content), url),
            _ => throw new IndexPageException(url, $"its content type '{contentType}' is none of an index page"),
        };
    }

    /// <summary>Reads a page in HTML (PEP 503, PEP 592, PEP 629, PEP 658, PEP 714, PEP 792).</summary>
    /// <param name="body">The page.</param>
    /// <param name="url">Absolute address the page came from, after redirects.</param>
    /// <exception cref="IndexPageException">The page is of a later major version.</exception>
    public static ProjectPage ParseHtml(string body, Uri url)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(url);
        return HtmlPage.Read(body, url);
    }

    /// <summary>Reads a page in JSON (PEP 691, PEP 700, PEP 714, PEP 792).</summary>
    /// <param name="utf8">The page.</param>
    /// <param name="url">Absolute address the page came from, after redirects.</param>
    /// <exception cref="IndexPageException">The page is no such JSON, or of a later major version.</exception>
    public static ProjectPage ParseJson(ReadOnlySpan<byte> utf8, Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return JsonPage.Read(utf8, url);
    }

    private static Encoding EncodingOf(string? charSet)
    {
        try
        {
            return charSet is null ? Encoding.UTF8 : Encoding.GetEncoding(charSet.Trim('"'));
        }
        catch (ArgumentException)
        {
            // An unknown encoding: names of files are ASCII, so that UTF-8 reads what matters.
            return Encoding.UTF8;
        }
    }
}
