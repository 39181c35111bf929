namespace EnvBuild.Conda.Fetching;

/// <summary>Cancels when nothing has moved for too long.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly FetchOptions _options;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;

    public StallGuard(FetchOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _timer = new CancellationTokenSource(options.StallTimeout, options.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _linked.Token;

    public void Touch() => _timer.CancelAfter(_options.StallTimeout);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
