using EnvBuild.Conda;

namespace EnvBuild.Fuzzing.Targets;

/// <summary>Channels: read or refused, and never shown with their credentials.</summary>
internal sealed class ChannelTarget(IEnumerable<string> seeds) : TextTarget(
    "channel",
    seeds,
    [
        "https://", "http://", "file://", "s3://", "user:secret@", "@", "/t/", "/t/tk-secret/", "/", "//", "..",
        "../", "./", "~", "~/",
        "\\", "C:/", "C:\\", "pkgs/", "/linux-64", "/noarch", "conda-forge", ":443", ":99999", "%", "%00", "%2F",
        "[::1]", "?", "#", " ",
    ])
{
    private static readonly ChannelContext Folders = new() { BaseFolder = "/work/project", HomeFolder = "/home/me" };

    protected override bool Run(string text) => Run(text, null) | Run(text, Folders);

    private static bool Run(string text, ChannelContext? context)
    {
        var redacted = ChannelText.Redact(text);
        FuzzFailureException.Unless(ChannelText.Redact(redacted) == redacted, "redacting once leaves credentials");
        if (!Channel.TryParse(text, context, out var channel, out var reason))
        {
            FuzzFailureException.Unless(reason.Length > 0, "a refusal has no reason");
            return false;
        }

        foreach (var shown in (string[])[channel.Text, channel.Name, channel.BaseUrl])
        {
            FuzzFailureException.Unless(!ChannelText.HasCredentials(shown), "credentials are shown");
        }

        _ = Uri.TryCreate(channel.FetchUrl + "/noarch/repodata.json", UriKind.Absolute, out _);
        _ = channel.Related("../other");
        if (!Channel.TryParse(channel.BaseUrl, context, out var again, out _))
        {
            throw new FuzzFailureException("its own URL cannot be read");
        }

        FuzzFailureException.Unless(
            again.BaseUrl == channel.BaseUrl || again.Subdir is not null, "its own URL is another channel");
        return true;
    }
}
