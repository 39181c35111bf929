namespace EnvBuild.Oci.Registries.Transport;

/// <summary>Cancels when nothing, or next to nothing, has moved for too long.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly RegistryClientOptions _options;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _linked;
    private long _moved;

    public StallGuard(RegistryClientOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _timer = new CancellationTokenSource(options.StallTimeout, options.TimeProvider);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
    }

    /// <summary>Cancelled by the guard, or by the caller.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Sets the time back.</summary>
    public void Touch()
    {
        Interlocked.Exchange(ref _moved, 0);
        _timer.CancelAfter(_options.StallTimeout);
    }

    /// <summary>Sets the time back where enough has moved.</summary>
    public void Advance(int bytes)
    {
        if (Interlocked.Add(ref _moved, bytes) >= _options.LeastProgress)
        {
            Touch();
        }
    }

    /// <summary>Gives the registry time to hash what it got.</summary>
    public void AwaitAnswer() => _timer.CancelAfter(_options.AnswerTimeout);

    public void Dispose()
    {
        _linked.Dispose();
        _timer.Dispose();
    }
}
