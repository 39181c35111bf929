using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda;

/// <summary>A place with packages, one folder for each platform (CEP 26).</summary>
public sealed partial record Channel
{
    private Channel(string text, string name, string baseUrl, string fetchUrl, string? subdir)
    {
        Text = text;
        Name = name;
        BaseUrl = baseUrl;
        FetchUrl = fetchUrl;
        Subdir = subdir;
    }

    /// <summary>The channel as it was written, without credentials.</summary>
    public string Text { get; }

    /// <summary>
    /// Canonical name: the part behind a well-known host or the alias (<c>conda-forge</c>), else <see
    /// cref="BaseUrl"/>.
    /// </summary>
    public string Name { get; }

    /// <summary>URL without subdir, last slash and credentials; what may be shown and stored.</summary>
    public string BaseUrl { get; }

    /// <summary>
    /// URL with the credentials that were written (<c>user:password@</c>, <c>/t/TOKEN/</c>); for requests alone.
    /// </summary>
    public string FetchUrl { get; }

    /// <summary>The platform that was written behind the channel, if any.</summary>
    public string? Subdir { get; }

    /// <summary>Whether it was written as a path that starts at the definition's folder.</summary>
    public bool IsRelativePath => ChannelText.IsRelativePath(Text);

    /// <summary>Reads a channel: a name, a URL or a path.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">What it is read against; <see langword="null"/> for the usual.</param>
    /// <exception cref="EnvBuildException">The text is not a channel (ENV3004).</exception>
    public static Channel Parse(string text, ChannelContext? context = null) =>
        TryParse(text, context, out var channel, out var reason)
            ? channel
            : throw DiagnosticCatalog.InvalidChannel.Exception(null, ChannelText.Redact(text), reason);

    /// <summary>Reads a channel: a name, a URL or a path.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">What it is read against; <see langword="null"/> for the usual.</param>
    /// <param name="channel">The channel, if the text is one.</param>
    /// <param name="reason">Why it is not one: the rest of a sentence that starts with the text.</param>
    public static bool TryParse(
        string text,
        ChannelContext? context,
        [NotNullWhen(true)] out Channel? channel,
        [NotNullWhen(false)] out string? reason)
    {
        ArgumentNullException.ThrowIfNull(text);
        context ??= ChannelContext.Default;
        channel = null;
        var trimmed = text.Trim().TrimEnd('/', ' ');
        reason = ChannelText.Check(trimmed);
        if (reason is not null || !ChannelText.TryResolve(trimmed, context, out var url, out reason))
        {
            return false;
        }

        var subdir = ChannelText.CutSubdir(ref url);
        var publicUrl = ChannelText.Redact(url);
        reason = ChannelText.CheckUrl(url) ?? ChannelText.CheckUrl(publicUrl);
        if (reason is not null)
        {
            return false;
        }

        channel = new Channel(
            ChannelText.Redact(trimmed), ChannelText.NameOf(publicUrl, context), publicUrl, url, subdir);
        return true;
    }

    /// <summary>Reads a channel that may stand for several: <c>defaults</c> are the channels of Anaconda.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">What it is read against; <see langword="null"/> for the usual.</param>
    /// <param name="platform">The platform that is solved for; on Windows <c>defaults</c> has one channel more.</param>
    /// <exception cref="EnvBuildException">The text is not a channel (ENV3004).</exception>
    public static ImmutableArray<Channel> Expand(string text, ChannelContext? context = null, string? platform = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (context?.Multichannels.TryGetValue(text, out var members) == true)
        {
            return [.. members.Select(member => Parse(member, context)).Distinct()];
        }

        if (text != "defaults")
        {
            return [Parse(text, context)];
        }

        string[] names = platform?.StartsWith("win-", StringComparison.Ordinal) == true
            ? ["pkgs/main", "pkgs/r", "pkgs/msys2"]
            : ["pkgs/main", "pkgs/r"];
        return [.. names.Select(name => Parse(name, context))];
    }

    /// <summary>URL of a platform's folder, without credentials and last slash.</summary>
    /// <param name="subdir">A platform or <c>noarch</c>.</param>
    public string SubdirUrl(string subdir) => $"{BaseUrl}/{subdir}";

    /// <summary>The canonical name.</summary>
    public override string ToString() => Name;
}
