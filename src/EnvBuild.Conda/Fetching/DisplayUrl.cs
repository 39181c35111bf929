using System.Text.RegularExpressions;

namespace EnvBuild.Conda.Fetching;

/// <summary>URLs as they may be shown: without user, password, token or query.</summary>
internal static partial class DisplayUrl
{
    public static string Of(string url)
    {
        var end = url.IndexOfAny(['?', '#']);
        var shown = end >= 0 && url.Contains("://", StringComparison.Ordinal) ? url[..end] : url;
        return Token().Replace(UserInfo().Replace(shown, "$1"), "/t/***");
    }

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    // The way in which anaconda.org and others take tokens in paths.
    [GeneratedRegex("/t/[^/]+(?=/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
