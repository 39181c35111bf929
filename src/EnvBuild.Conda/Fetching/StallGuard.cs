namespace EnvBuild.Conda.Fetching;

/// <summary>Cancels when nothing, or next to nothing, has moved for too long.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly FetchOptions _options;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private long _moved;
    private long _last;

    public StallGuard(FetchOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _timer = new CancellationTokenSource(options.StallTimeout, options.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    public CancellationToken Token => _linked.Token;

    /// <summary>Whether nothing has come for long, not even a little.</summary>
    public bool IsSilent =>
        Moved == 0 || _options.TimeProvider.GetElapsedTime(Interlocked.Read(ref _last)) > _options.StallTimeout / 2;

    /// <summary>Bytes that came since the time was last set back.</summary>
    public long Moved => Interlocked.Read(ref _moved);

    /// <summary>Sets the time back.</summary>
    public void Touch()
    {
        Interlocked.Exchange(ref _moved, 0);
        _timer.CancelAfter(_options.StallTimeout);
    }

    /// <summary>Sets the time back where enough has moved.</summary>
    public void Advance(int bytes)
    {
        Interlocked.Exchange(ref _last, _options.TimeProvider.GetTimestamp());
        if (Interlocked.Add(ref _moved, bytes) >= _options.LeastProgress)
        {
            Touch();
        }
    }

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
