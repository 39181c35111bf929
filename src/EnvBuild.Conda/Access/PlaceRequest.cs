using System.Net;

namespace EnvBuild.Conda.Access;

/// <summary>
/// One request to one place. Redirects are followed here: credentials go to the server they belong to, and to no other
/// one that it points to.
/// </summary>
/// <param name="client">The client; one that follows redirects itself shows no credentials on the way.</param>
/// <param name="credentials">Credentials of the user.</param>
/// <param name="prepare">Adds headers.</param>
internal sealed class PlaceRequest(HttpClient client, CredentialStore credentials, Action<HttpRequestMessage>? prepare)
{
    private const int MostRedirects = 10;

    /// <summary>Asks.</summary>
    /// <param name="place">The URL; may hold credentials.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HttpRequestException">No server answers, or redirects lead nowhere.</exception>
    public async Task<(HttpResponseMessage Message, FoundCredential Shown)> SendAsync(
        string place, CancellationToken cancellationToken)
    {
        var (url, written) = WrittenCredential.Split(place);
        var isToken = written is null && WrittenCredential.HasToken(url);
        var found = written is not null ? new FoundCredential(written, null)
            : isToken ? new FoundCredential(WrittenCredential.TokenMark(url), null)
            : credentials.Find(url);
        var origin = url;
        url = isToken ? url : found.Credential?.Address(url) ?? url;
        var isAtHome = true;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendAsync(url, isAtHome ? found.Credential : null, cancellationToken)
                .ConfigureAwait(false);
            if (!IsRedirect(response))
            {
                return (response, found);
            }

            var next = new Uri(url, response.Headers.Location!);
            response.Dispose();
            CheckScheme(url, next);
            isAtHome = isAtHome && IsSameServer(origin, next);
            url = next;
        }

        throw new HttpRequestException($"it redirects more than {MostRedirects} times");
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri url, ChannelCredential? credential, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        prepare?.Invoke(request);
        request.Headers.Authorization = credential?.Header();
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
    }

    private static bool IsRedirect(HttpResponseMessage response) => response.Headers.Location is not null
        && response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static void CheckScheme(Uri from, Uri to)
    {
        if (to.Scheme is not ("http" or "https") || (from.Scheme == "https" && to.Scheme == "http"))
        {
            throw new HttpRequestException($"it redirects from {from.Scheme} to {to.Scheme}, which is not followed");
        }
    }

    // From http to https of the same host is the one step to another port that keeps the server.
    private static bool IsSameServer(Uri origin, Uri next) =>
        string.Equals(origin.IdnHost, next.IdnHost, StringComparison.OrdinalIgnoreCase)
        && ((origin.Scheme == next.Scheme && origin.Port == next.Port)
            || (origin is { Scheme: "http", IsDefaultPort: true } && next is { Scheme: "https", IsDefaultPort: true }));
}
