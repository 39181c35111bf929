using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace EnvBuild.Conda;

/// <summary>The forms in which channels are written.</summary>
public static partial class ChannelText
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>\"|?*\n\r\t");

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
        while (TokenRegex().Match(redacted) is { Success: true } match)
        {
            redacted = redacted.Remove(match.Groups["token"].Index, match.Groups["token"].Length);
        }

        return redacted;
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

        if (text.AsSpan().IndexOfAny(Forbidden) is >= 0 and var bad)
        {
            return $"'{text[bad]}' cannot stand in it";
        }

        return text.Contains(' ', StringComparison.Ordinal) && !IsPath(text) && !IsUrl(text)
            ? "a name of a channel has no blanks"
            : null;
    }

    internal static bool TryResolve(
        string text, ChannelContext context, out string url, [NotNullWhen(false)] out string? reason)
    {
        (url, reason) = (text, null);
        if (IsUrl(text))
        {
            // Whatever a URL can be, it must be one that requests can be made of.
            reason = Uri.TryCreate(text, UriKind.Absolute, out _) ? null : "it is not a URL";
            return reason is null;
        }

        if (IsPath(text))
        {
            return TryResolvePath(text, context, out url, out reason);
        }

        var isOfAnaconda =
            text.StartsWith("pkgs/", StringComparison.Ordinal) && context.Alias == ChannelContext.DefaultAlias;
        url = (isOfAnaconda ? "https://repo.anaconda.com" : context.Alias.TrimEnd('/')) + "/" + text;
        return true;
    }

    /// <summary>Takes the platform off the end of a URL, if one is there.</summary>
    internal static string? CutSubdir(ref string url)
    {
        var slash = url.LastIndexOf('/');
        if (slash < 0 || !Subdirs.IsKnown(url[(slash + 1)..]))
        {
            return null;
        }

        var subdir = url[(slash + 1)..];
        url = url[..slash];
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

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]+://[^?#]*?(?<token>/t/[^/?#]+)(?=[/?#]|$)")]
    private static partial Regex TokenRegex();
}
