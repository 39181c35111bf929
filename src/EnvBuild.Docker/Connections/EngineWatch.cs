namespace EnvBuild.Docker.Connections;

/// <summary>
/// Looks after an engine while a long request runs, whose silence alone means nothing: a step may compute for hours.
/// </summary>
internal sealed class EngineWatch : IAsyncDisposable
{
    private const int MostFailures = 2;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _finished = new();
    private readonly CancellationTokenSource _linked;
    private readonly Task _watching;

    /// <summary>Starts to look.</summary>
    /// <param name="ping">Asks the engine whether it is there; throws if not.</param>
    /// <param name="interval">Time between two looks.</param>
    /// <param name="timeProvider">Clock.</param>
    /// <param name="cancellationToken">Cancels <see cref="Token"/> too.</param>
    public EngineWatch(
        Func<CancellationToken, Task> ping,
        TimeSpan interval,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lost.Token);
        _watching = WatchAsync(ping, interval, timeProvider, _finished.Token);
    }

    /// <summary>Cancelled when the engine is lost or the work is cancelled.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Why the engine counts as lost; <see langword="null"/> if it does not.</summary>
    public Exception? Cause { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _finished.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _linked.Dispose();
        _finished.Dispose();
        _lost.Dispose();
    }

    private async Task WatchAsync(
        Func<CancellationToken, Task> ping, TimeSpan interval, TimeProvider timeProvider, CancellationToken finished)
    {
        try
        {
            for (var failures = 0; failures < MostFailures;)
            {
                await Task.Delay(interval, timeProvider, finished).ConfigureAwait(false);
                try
                {
                    await ping(finished).ConfigureAwait(false);
                    failures = 0;
                }
                catch (Exception exception) when (EngineFailure.IsConnection(exception))
                {
                    failures++;
                    Cause = failures == MostFailures ? exception : null;
                }
            }

            await _lost.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }
}
