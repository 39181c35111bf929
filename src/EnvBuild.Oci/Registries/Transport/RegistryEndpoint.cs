using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Registries.Access;
using EnvBuild.Oci.Registries.Configuration;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>
/// One registry or mirror: sends requests with what it wants to be shown, and follows its redirects without.
/// </summary>
internal sealed class RegistryEndpoint(
    RegistryAddress address,
    RegistryHttp http,
    CredentialLookup credentials,
    IReporter reporter,
    TimeProvider timeProvider) : IDisposable
{
    private const int MostRedirects = 10;
    private const string BlockedWarning = "299 - ";
    private readonly RegistryAuthorization _authorization = new(address.Host, http, credentials, timeProvider);
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);
    private Uri? _origin;

    /// <summary>Host as in references.</summary>
    public string Host => address.Host;

    /// <summary>Whether it has no referrers API; <see langword="null"/> while not known.</summary>
    public bool? LacksReferrers { get; set; }

    /// <summary>Sends a request; logs in once if the registry asks for it.</summary>
    /// <returns>Any answer that is no redirect.</returns>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    /// <exception cref="RegistryFailure">The answer makes no sense.</exception>
    /// <exception cref="EnvBuildException">ENV5102, ENV5106: no token is given out.</exception>
    public async Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        var origin = await GetOriginAsync(cancellationToken).ConfigureAwait(false);
        var repository = address.RepositoryPath(request.Repository);
        var target = request.Location ?? new Uri(origin, $"/v2/{repository}/{request.Path}");
        var (hops, renewed) = (0, false);
        while (true)
        {
            var isOwn = IsSameOrigin(target, origin);
            var header = isOwn
                ? await _authorization.GetAsync(origin, repository, request.Scope, cancellationToken).ConfigureAwait(false)
                : null;
            var response = await SendAsync(request, target, header, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized && isOwn && !renewed)
            {
                renewed = true;
                var better = await _authorization
                    .RenewAsync(response, header, origin, repository, request.Scope, cancellationToken)
                    .ConfigureAwait(false);
                if (better is null)
                {
                    return response;
                }

                response.Dispose();
            }
            else if (GetRedirect(response, request.Method) is { } next)
            {
                response.Dispose();
                target = ++hops <= MostRedirects
                    ? next
                    : throw new RegistryFailure("it redirects without end", isTransient: false);
            }
            else
            {
                return response;
            }
        }
    }

    /// <summary>The address that an answer names for what follows; of this registry in the registry's own scheme.</summary>
    public Uri? GetLocation(HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location)
        {
            return null;
        }

        // Registries behind a proxy often do not know how they are reached.
        var full = new Uri(response.RequestMessage!.RequestUri!, location);
        return _origin is { Scheme: "https" } origin && full.Scheme == "http"
            && string.Equals(full.IdnHost, origin.IdnHost, StringComparison.OrdinalIgnoreCase)
            ? new Uri(origin, full.PathAndQuery)
            : full;
    }

    /// <summary>What an answer that is none of success means.</summary>
    public async Task<Exception> FailAsync(
        HttpResponseMessage response, RegistryRequest request, CancellationToken cancellationToken)
    {
        var answer = await ErrorAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        var text = answer.Describe(response);
        var repository = address.RepositoryPath(request.Repository);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                await _authorization.DenyAsync(repository, text, cancellationToken).ConfigureAwait(false),
            var status when RegistryFailure.MayPass(status) => RegistryFailure.From(response, text, timeProvider),
            _ when answer.Code is { } code && code == request.PassingCode =>
                RegistryFailure.From(response, text, timeProvider),
            HttpStatusCode.NotFound => DiagnosticCatalog.RegistryNotFound.Exception(
                null,
                $"{Host}/{repository}",
                request.What,
                await _authorization.ExplainAsync(repository, cancellationToken).ConfigureAwait(false)),
            HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => Unsupported(request.What, text),
            _ when answer.Code == "UNSUPPORTED" => Unsupported(request.What, text),

            // Registries that delete by digest only take a tag for a bad digest.
            HttpStatusCode.BadRequest when request.Method == HttpMethod.Delete => Unsupported(request.What, text),
            _ => DiagnosticCatalog.RegistryRefused.Exception(null, Host, request.What, text),
        };
    }

    /// <summary>Scheme, host and port at which it is asked.</summary>
    /// <exception cref="HttpRequestException">The network failed.</exception>
    public async ValueTask<Uri> GetOriginAsync(CancellationToken cancellationToken)
    {
        if (_origin is { } known)
        {
            return known;
        }

        var secure = new Uri($"https://{address.Authority}");
        var isSecure = !http.IsInsecure(secure) || await SpeaksTlsAsync(secure, cancellationToken).ConfigureAwait(false);
        _origin = isSecure ? secure : new Uri($"http://{address.Authority}");
        return _origin;
    }

    public void Dispose() => _authorization.Dispose();

    private static bool IsSameOrigin(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.Port == right.Port
        && string.Equals(left.IdnHost, right.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsBodyKept(HttpStatusCode status) =>
        status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private EnvBuildException Unsupported(string what, string text) =>
        DiagnosticCatalog.RegistryUnsupported.Exception(null, Host, what, $" ({text})");

    private async Task<HttpResponseMessage> SendAsync(
        RegistryRequest request, Uri target, AuthenticationHeaderValue? header, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, target);
        request.Prepare?.Invoke(message.Headers);
        message.Headers.Authorization = header;
        if (request.OpenContent is { } open)
        {
            message.Content = await open(cancellationToken).ConfigureAwait(false);
        }

        var response = await http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        if (response.Headers.TryGetValues("Warning", out var warnings))
        {
            foreach (var warning in warnings.Where(text => text.StartsWith(BlockedWarning, StringComparison.Ordinal)))
            {
                Warn(ErrorAnswer.Clean(warning[BlockedWarning.Length..].Trim('"')));
            }
        }

        return response;
    }

    private void Warn(string text)
    {
        if (_warnings.TryAdd(text, true))
        {
            reporter.Report(DiagnosticCatalog.RegistryWarning.At(null, Host, text));
        }
    }

    private Uri? GetRedirect(HttpResponseMessage response, HttpMethod method)
    {
        var isRead = method == HttpMethod.Get || method == HttpMethod.Head;
        var isRedirect = response.StatusCode
            is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther;
        if (!(IsBodyKept(response.StatusCode) || (isRead && isRedirect)) || GetLocation(response) is not { } next)
        {
            return null;
        }

        var isWorse = next.Scheme != "https"
            && response.RequestMessage!.RequestUri!.Scheme == "https"
            && !http.IsInsecure(next);
        return next.Scheme is not ("http" or "https") || next.UserInfo.Length > 0 || isWorse
            ? throw new RegistryFailure($"it redirects to '{next.Scheme}://{next.Authority}', which is not followed", isTransient: false)
            : next;
    }

    // As docker does with insecure registries: encrypted if it can be, else plain.
    private async Task<bool> SpeaksTlsAsync(Uri secure, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(secure, "/v2/"));
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError == HttpRequestError.SecureConnectionError
                || (exception.HttpRequestError == HttpRequestError.ConnectionError && secure.IsDefaultPort))
        {
            return false;
        }
    }
}
