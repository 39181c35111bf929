using EnvBuild.Conda.Access;
using EnvBuild.Diagnostics;

namespace EnvBuild.Conda.Fetching;

/// <summary>
/// Asks a server until it answers: attempts with growing pauses, or with those that the server asks for, and each of
/// them given up when the server falls silent.
/// </summary>
/// <param name="subject">What is fetched, as it may be shown.</param>
/// <param name="explain">The diagnostic for a reason.</param>
/// <param name="reporter">Hears of attempts that failed.</param>
/// <param name="options">Patience.</param>
internal sealed class AttemptLoop(
    string subject, Func<string, Diagnostic> explain, IReporter reporter, FetchOptions options)
{
    /// <summary>Runs attempts until one has a result.</summary>
    /// <param name="attempt">One attempt; everything it waits for from the server, it waits for with the guard.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="EnvBuildException">The last attempt failed, or one that no other can better.</exception>
    public async Task<T?> RunAsync<T>(
        Func<StallGuard, Task<Attempt<T>>> attempt, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var outcome = await TryAsync(attempt, cancellationToken).ConfigureAwait(false);
            if (outcome.Diagnostic is null)
            {
                return outcome.Result;
            }

            if (!outcome.MayRetry || number >= options.Attempts)
            {
                throw new EnvBuildException([outcome.Diagnostic]);
            }

            var delay = Delay(number, outcome.RetryAfter);
            reporter.Detail(
                $"{subject}: attempt {number} failed ({outcome.Reason}); again in {delay.TotalSeconds:0.#} s");
            await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>An attempt that failed.</summary>
    public Attempt<T> Failed<T>(string reason, bool mayRetry) =>
        new(Diagnostic: explain(reason.TrimEnd('.')), MayRetry: mayRetry, Reason: reason);

    /// <summary>An attempt that the server answered with a status that is none of success.</summary>
    public Attempt<T> Refused<T>(ChannelResponse response)
    {
        var status = (int)response.Status;
        if (response.IsRefusal)
        {
            return new(Diagnostic: DiagnosticCatalog.ChannelForbidden.At(
                null, subject, status, response.ExplainRefusal()));
        }

        var retryAfter = response.Message.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.TimeProvider.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        var reason = response.Doubt ?? $"{status} {response.Message.ReasonPhrase}";
        return Failed<T>(reason, mayRetry: status is 408 or 429 or >= 500) with
        {
            RetryAfter = retryAfter is { } wait && wait < TimeSpan.Zero ? TimeSpan.Zero : retryAfter,
        };
    }

    private async Task<Attempt<T>> TryAsync<T>(
        Func<StallGuard, Task<Attempt<T>>> attempt, CancellationToken cancellationToken)
    {
        using var stall = new StallGuard(options, cancellationToken);
        try
        {
            return await attempt(stall).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = options.StallTimeout.TotalSeconds;
            var sent = stall.IsSilent
                ? $"nothing for {seconds:0.#} s"
                : $"no more than {stall.Moved} bytes in {seconds:0.#} s";
            return Failed<T>($"the server sent {sent}", mayRetry: true);
        }
        catch (HttpRequestException exception)
        {
            return Failed<T>(exception.InnerException?.Message ?? exception.Message, mayRetry: true);
        }
    }

    private TimeSpan Delay(int attempt, TimeSpan? retryAfter)
    {
        var delay = retryAfter ?? (options.FirstDelay * Math.Pow(2, attempt - 1));
        return delay < options.LongestDelay ? delay : options.LongestDelay;
    }
}
