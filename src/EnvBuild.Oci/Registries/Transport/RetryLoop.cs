using System.Security.Cryptography;
using EnvBuild.Diagnostics;

namespace EnvBuild.Oci.Registries.Transport;

/// <summary>
/// Runs attempts until one succeeds, with pauses that double and vary by chance, or that the registry asks for. An
/// attempt that brought a transfer forward starts the count anew, so that a large blob passes a bad line.
/// </summary>
internal sealed class RetryLoop(RegistryClientOptions options, IReporter reporter)
{
    private const long Forward = 1024 * 1024;

    /// <summary>Runs attempts.</summary>
    /// <param name="host">Host, for people.</param>
    /// <param name="activity">What is done, for people: <c>the manifest 'latest'</c>.</param>
    /// <param name="attempt">One attempt; all that it waits for, it waits for with the guard.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <param name="getPosition">How far a transfer has come, in bytes.</param>
    /// <exception cref="EnvBuildException">ENV5107: no attempt succeeded, or others.</exception>
    public async Task<T> RunAsync<T>(
        string host,
        string activity,
        Func<StallGuard, Task<T>> attempt,
        CancellationToken cancellationToken,
        Func<long>? getPosition = null)
    {
        var (number, waited, position) = (0, TimeSpan.Zero, 0L);
        while (true)
        {
            RegistryFailure failure;
            using (var guard = new StallGuard(options, cancellationToken))
            {
                try
                {
                    return await attempt(guard).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    failure = new RegistryFailure("it fell silent", isTransient: true);
                }
                catch (RegistryFailure thrown)
                {
                    failure = thrown;
                }
                catch (HttpRequestException thrown)
                {
                    failure = RegistryFailure.From(thrown);
                }
            }

            if (getPosition?.Invoke() is { } reached && reached - position >= Forward)
            {
                (number, waited, position) = (0, TimeSpan.Zero, reached);
            }

            var delay = Delay(++number, failure.RetryAfter);
            if (!failure.IsTransient || number >= options.Attempts || waited + delay > options.LongestWait)
            {
                var count = number == 1 ? "" : $" (after {number} attempts)";
                throw new EnvBuildException(
                    [DiagnosticCatalog.RegistryUnavailable.At(null, host, activity, failure.Message + count)], failure);
            }

            reporter.Detail(
                $"{host}: attempt {number} at {activity} failed ({failure.Message}); again in {delay.TotalSeconds:0.#} s");
            await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            waited += delay;
        }
    }

    private TimeSpan Delay(int number, TimeSpan? retryAfter)
    {
        if (retryAfter is { } asked)
        {
            return asked < options.LongestDelay ? asked : options.LongestDelay;
        }

        const int Steps = 1000;
        var full = options.FirstDelay * Math.Pow(2, Math.Min(number - 1, 20));
        full = full < options.LongestDelay ? full : options.LongestDelay;
        return full * (1 - (RandomNumberGenerator.GetInt32(Steps) / (2.0 * Steps)));
    }
}
