using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EnvBuild.Conda;

/// <summary>The forms in which channels are written.</summary>
public static partial class ChannelText
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>\"|?*");

    private static readonly string[] KnownHosts =
    [
        "https://conda.anaconda.org/", "https://repo.anaconda.com/", "https://anaconda.org/",
        "http://conda.anaconda.org/", "http://repo.anaconda.com/",
    ];

    /// <summary>A URL without user, password and token; other texts stay as they are.</summary>
    /// <param name="text">A URL, a name or a path.</param>
    public static string Redact(string text)
    {
        var redacted = UserRegex().Replace(text, "$1");
        var scheme = UrlRegex().Match(redacted).Length;
        if (scheme == 0)
        {
            return redacted;
        }

        var query = redacted.AsSpan().IndexOfAny('?', '#');
        var end = query < 0 ? redacted.Length : Math.Max(query, scheme);
        return redacted[..scheme] + TokenRegex().Replace(redacted[scheme..end], "") + redacted[end..];
    }

    /// <summary>Whether a text has user, password or token in it.</summary>
    /// <param name="text">A URL, a name or a path.</param>
    public static bool HasCredentials(string text) => Redact(text) != text;

    /// <summary>Whether a text is a name: neither a URL nor a path.</summary>
    /// <param name="text">The text of a channel.</param>
    public static bool IsName(string text) => !IsUrl(text) && !IsPath(text);

    internal static bool IsUrl(string text) => UrlRegex().IsMatch(text);

    internal static bool IsRelativePath(string text) =>
        text is "." or ".." || StartsWithAny(text, "./", "../", ".\\", "..\\");

    internal static string? Check(string text)
    {
        if (text.Length == 0)
        {
            return "it is empty";
        }

        if (text.Any(char.IsControl))
        {
            return "it has a control character in it";
        }

        if (text.AsSpan().IndexOfAny(Forbidden) is >= 0 and var bad)
        {
            return $"'{text[bad]}' cannot stand in it";
        }

        return text.AsSpan().IndexOfAny(" :%") is >= 0 and var odd && !IsPath(text) && !IsUrl(text)
            ? $"a name of a channel has no '{text[odd]}' in it"
            : null;
    }

    /// <summary>Why files cannot be asked of a URL; <see langword="null"/> if they can.</summary>
    internal static string? CheckUrl(string url) =>
        !IsUrl(url) || !Uri.TryCreate(url, UriKind.Absolute, out _) ? "it is no URL or folder of a channel"
        : url.LastIndexOf("://", StringComparison.Ordinal) != url.IndexOf("://", StringComparison.Ordinal)
            ? "it has a second '://' in it"
        : url.Contains('#', StringComparison.Ordinal) ? "'#' cannot stand in it"
        : url[^1] == '/' || char.IsWhiteSpace(url[^1]) ? "it ends with a slash or a blank"
        : null;

    internal static bool TryResolve(
        string text, ChannelContext context, out string url, [NotNullWhen(false)] out string? reason)
    {
        (url, reason) = (text, null);
        if (IsPath(text))
        {
            if (!TryResolvePath(text, context, out url, out reason))
            {
                return false;
            }
        }
        else if (!IsUrl(text))
        {
            var isOfAnaconda =
                text.StartsWith("pkgs/", StringComparison.Ordinal) && context.Alias == ChannelContext.DefaultAlias;
            url = (isOfAnaconda ? "https://repo.anaconda.com" : context.Alias.TrimEnd('/')) + "/" + text;
        }

        url = url.TrimEnd('/');
        return true;
    }

    /// <summary>Takes the platform off the end of a URL, if one is there.</summary>
    internal static string? CutSubdir(ref string url)
    {
        var slash = url.LastIndexOf('/');
        var path = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        if (slash <= path || !Subdirs.IsKnown(url[(slash + 1)..]))
        {
            return null;
        }

        var subdir = url[(slash + 1)..];
        url = url[..slash].TrimEnd('/');
        return subdir;
    }

    internal static string NameOf(string url, ChannelContext context)
    {
        var alias = Redact(context.Alias).TrimEnd('/') + "/";
        foreach (var host in KnownHosts.Prepend(alias))
        {
            if (url.StartsWith(host, StringComparison.OrdinalIgnoreCase) && url.Length > host.Length)
            {
                return Uri.UnescapeDataString(url[host.Length..]);
            }
        }

        return url;
    }

    private static bool IsPath(string text) =>
        IsRelativePath(text) || StartsWithAny(text, "/", "~", "\\") || DriveRegex().IsMatch(text);

    private static bool TryResolvePath(
        string text, ChannelContext context, out string url, [NotNullWhen(false)] out string? reason)
    {
        (url, reason) = ("", null);
        var (folder, path) = text.StartsWith('~') ? (context.HomeFolder, "." + text[1..]) : (context.BaseFolder, text);
        if (text.StartsWith('~') && !StartsWithAny(text + "/", "~/"))
        {
            reason = "'~' is followed by '/'";
        }
        else if (Path.IsPathFullyQualified(path))
        {
            url = UrlOfPath(path);
        }
        else if (DriveRegex().IsMatch(text))
        {
            url = "file:///" + text.Replace('\\', '/');
        }
        else if (folder is null)
        {
            reason = "it is a relative path, and there is no folder that it starts at";
        }
        else
        {
            url = UrlOfPath(Path.GetFullPath(path.Replace('\\', '/'), folder));
        }

        return reason is null;
    }

    private static string UrlOfPath(string path)
    {
        var slashed = Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
        var segments = slashed.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString);
        return "file:///" + string.Join('/', segments).Replace("%3A", ":", StringComparison.Ordinal);
    }

    private static bool StartsWithAny(string text, params ReadOnlySpan<string> beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]+://")]
    private static partial Regex UrlRegex();

    [GeneratedRegex(@"^[A-Za-z]:[\\/]")]
    private static partial Regex DriveRegex();

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]+://)[^/?#]*@")]
    private static partial Regex UserRegex();

    [GeneratedRegex(@"/t/[^/]+(?=/|\z)")]
    private static partial Regex TokenRegex();
}
