using System.Net;
using EnvBuild.Conda.Repodata;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Asks channels whether they are there, at the places and with the credentials that a build would use, without fetching
/// their index. Each server is asked once; nothing is tried again.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="access">Places, credentials, and what may be used.</param>
/// <param name="reporter">Hears of places that failed.</param>
public sealed class ChannelProbe(HttpClient client, ChannelAccess access, IReporter reporter)
{
    private readonly ChannelSender _sender = new(client, access, reporter);

    /// <summary>Asks for the index of one channel, in the forms that it may have.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="platform">Platform whose folder counts where there is no <c>noarch</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV3010: there is no index. ENV3012: it cannot be reached. ENV3013: it refuses. ENV3017: it may not be used.
    /// </exception>
    public async Task<ChannelAnswer> AskAsync(Channel channel, string platform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        access.Policy.Check(channel.BaseUrl, channel.Name);
        foreach (var subdir in (string[])[Subdirs.NoArch, platform])
        {
            foreach (var name in RepodataForms.FileNames.Prepend(RepodataForms.ShardsFileName))
            {
                var answer = await AskAsync($"{channel.FetchUrl}/{subdir}/{name}", cancellationToken).ConfigureAwait(false);
                if (answer is not null)
                {
                    return answer;
                }
            }
        }

        throw DiagnosticCatalog.ChannelNotFound.Exception(null, channel.Name, PlaceOf(channel), platform);
    }

    private string PlaceOf(Channel channel) =>
        access.Places.LocalPathOf(channel.BaseUrl) ?? ChannelText.Redact(access.Places.Of(channel.BaseUrl)[0]);

    private async Task<ChannelAnswer?> AskAsync(string url, CancellationToken cancellationToken)
    {
        if (access.Places.LocalPathOf(url) is { } path)
        {
            return File.Exists(path) ? new ChannelAnswer(path, null, null) : null;
        }

        try
        {
            using var brief = await _sender.SendAsync(url, AskForHeaders, cancellationToken).ConfigureAwait(false);
            if (brief.Status is not (HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented))
            {
                return Read(brief, url);
            }

            using var full = await _sender.SendAsync(url, null, cancellationToken).ConfigureAwait(false);
            return Read(full, url);
        }
        catch (HttpRequestException exception)
        {
            var reason = (exception.InnerException?.Message ?? exception.Message).TrimEnd('.');
            throw new EnvBuildException(
                [DiagnosticCatalog.ChannelUnreachable.At(null, ChannelText.Redact(url), reason)], exception);
        }
    }

    private static void AskForHeaders(HttpRequestMessage request) => request.Method = HttpMethod.Head;

    private static ChannelAnswer? Read(ChannelResponse response, string url) => (int)response.Status switch
    {
        200 => new ChannelAnswer(response.ShownPlace, response.ShownCredential, response.Doubt),
        401 or 403 => throw DiagnosticCatalog.ChannelForbidden.Exception(
            null, ChannelText.Redact(url), (int)response.Status, response.ExplainRefusal()),
        408 or 429 or >= 500 => throw DiagnosticCatalog.ChannelUnreachable.Exception(
            null, ChannelText.Redact(url), response.Doubt ?? $"{(int)response.Status} {response.Message.ReasonPhrase}"),
        _ when response.Doubt is { } doubt => throw DiagnosticCatalog.ChannelUnreachable.Exception(
            null, ChannelText.Redact(url), doubt),
        _ => null,
    };
}
