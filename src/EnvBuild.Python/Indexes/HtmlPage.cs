using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace EnvBuild.Python.Indexes;

/// <summary>An index page in HTML (PEP 503).</summary>
internal static class HtmlPage
{
    public static ProjectPage Read(string body, Uri url)
    {
        using var document = new HtmlParser().ParseDocument(body);
        ApiVersion.Check(Meta(document, "pypi:repository-version"), url);
        var baseUrl = BaseUrl(document, url);
        return new ProjectPage(
            [.. document.QuerySelectorAll("a").Select(anchor => ReadAnchor(anchor, baseUrl)).OfType<IndexFile>()],
            ReadStatus(document));
    }

    private static string? Meta(IHtmlDocument document, string name) =>
        document.QuerySelector($"meta[name='{name}']")?.GetAttribute("content");

    private static Uri BaseUrl(IHtmlDocument document, Uri url) =>
        document.QuerySelector("base[href]")?.GetAttribute("href") is { Length: > 0 } written &&
        Uri.TryCreate(url, written, out var baseUrl)
            ? baseUrl
            : url;

    private static ProjectStatus ReadStatus(IHtmlDocument document) =>
        Meta(document, "pypi:project-status") is { Length: > 0 } state
            ? new ProjectStatus(state, Meta(document, "pypi:project-status-reason"))
            : ProjectStatus.Active;

    private static IndexFile? ReadAnchor(IElement anchor, Uri baseUrl) =>
        FileLink.TryResolve(baseUrl, anchor.GetAttribute("href")) is not { } file
            ? null
            : file with
            {
                RequiresPython = anchor.GetAttribute("data-requires-python") is { Length: > 0 } text ? text : null,
                YankedReason = anchor.GetAttribute("data-yanked"),
                MetadataHashes = MetadataHashes.OfAttribute(
                    anchor.GetAttribute("data-core-metadata") ?? anchor.GetAttribute("data-dist-info-metadata")),
            };
}
