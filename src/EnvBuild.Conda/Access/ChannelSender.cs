using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Access;

/// <summary>
/// Asks for files of channels where they are for this machine. Of several places the next one is asked when one does
/// not answer, fails, lacks the file or refuses; one that did not answer is asked last from then on. Safe for several
/// threads.
/// </summary>
/// <param name="client">The client.</param>
/// <param name="access">Places and credentials.</param>
/// <param name="reporter">Hears of places that failed.</param>
internal sealed class ChannelSender(HttpClient client, ChannelAccess access, IReporter reporter)
{
    private readonly ConcurrentDictionary<string, bool> _discredited = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks for a file.</summary>
    /// <param name="url">URL that the file is known by; may hold credentials.</param>
    /// <param name="prepare">Adds headers.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="HttpRequestException">No place answers.</exception>
    public async Task<ChannelResponse> SendAsync(
        string url, Action<HttpRequestMessage>? prepare, CancellationToken cancellationToken)
    {
        var places = access.Places.Of(url);
        var request = new PlaceRequest(client, access.Credentials, prepare);
        if (places is [var only])
        {
            var (message, shown) = await request.SendAsync(only, cancellationToken).ConfigureAwait(false);
            return new(message, only, shown, () => { }) { HasAlternative = () => false };
        }

        return await SendToFirstAsync(request, places, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ChannelResponse> SendToFirstAsync(
        PlaceRequest request, ImmutableArray<string> places, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        ChannelResponse? best = null;
        foreach (var place in places.OrderBy(IsDiscredited))
        {
            if (best is { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } && IsDiscredited(place))
            {
                // It would only be waited for in vain once more.
                failures.Add($"{Shown(place)} did not answer before");
                continue;
            }

            var response = await TryAsync(request, place, places, failures, cancellationToken).ConfigureAwait(false);
            if (response is not null && (int)response.Status < 400)
            {
                best?.Dispose();
                return response;
            }

            best = Better(best, response);
        }

        var doubt = string.Join("; ", failures);
        _ = best ?? throw new HttpRequestException(doubt);
        best.Doubt = failures.Count > 0 ? doubt : null;
        return best;
    }

    private async Task<ChannelResponse?> TryAsync(
        PlaceRequest request,
        string place,
        ImmutableArray<string> places,
        List<string> failures,
        CancellationToken cancellationToken)
    {
        try
        {
            var (message, shown) = await AskAsync(request, place, cancellationToken).ConfigureAwait(false);
            var status = (int)message.StatusCode;
            if (status is >= 500 or 408 or 429)
            {
                Fail(place, failures, $"{status} {message.ReasonPhrase}");
            }
            else if (status >= 400)
            {
                reporter.Detail($"{Shown(place)} answers {status}");
            }

            return Response(message, place, shown, places);
        }
        catch (HttpRequestException error)
        {
            Fail(place, failures, (error.InnerException?.Message ?? error.Message).TrimEnd('.'));
            return null;
        }
        catch (OperationCanceledException)
        {
            // It may be that nobody wants to wait for it any longer.
            Discredit(place);
            throw;
        }
    }

    private static Task<(HttpResponseMessage Message, FoundCredential Shown)> AskAsync(
        PlaceRequest request, string place, CancellationToken cancellationToken) => FilePlace.Is(place)
            ? Task.FromResult((FilePlace.Open(place), default(FoundCredential)))
            : request.SendAsync(place, cancellationToken);

    private ChannelResponse Response(
        HttpResponseMessage message, string place, FoundCredential shown, ImmutableArray<string> places) =>
        new(message, place, shown, () => _discredited[place] = true)
        {
            HasAlternative = () => !places.All(IsDiscredited),
        };

    private void Fail(string place, List<string> failures, string reason)
    {
        Discredit(place);
        failures.Add($"{Shown(place)}: {reason}");
        reporter.Detail($"{Shown(place)} does not answer: {reason}");
    }

    // What a server says for certain counts more than its trouble, a refusal more than an absence.
    private static ChannelResponse? Better(ChannelResponse? left, ChannelResponse? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        var (better, other) = Rank(right) > Rank(left) ? (right, left) : (left, right);
        other.Dispose();
        return better;
    }

    private static int Rank(ChannelResponse response) => response switch
    {
        { IsRefusal: true } => 3,
        { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } => 2,
        _ => (int)response.Status < 500 ? 1 : 0,
    };

    private bool IsDiscredited(string place) =>
        _discredited.ContainsKey(ServerOf(place)) || _discredited.ContainsKey(place);

    // A server that does not answer is given up as a whole.
    private void Discredit(string place) => _discredited[ServerOf(place)] = true;

    private static string ServerOf(string place) => new Uri(place) is { IsFile: false } url
        ? $"{url.Scheme}://{url.Authority}"
        : place;

    private static string Shown(string place) => ChannelText.Redact(place);
}
