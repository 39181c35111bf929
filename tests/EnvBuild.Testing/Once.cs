namespace EnvBuild.Testing;

/// <summary>Something dear that is made when it is first asked for; a failure is not kept.</summary>
/// <param name="make">Makes it.</param>
public sealed class Once<T>(Func<CancellationToken, Task<T>> make) : IAsyncDisposable
    where T : class, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private T? _value;

    /// <summary>Makes it if that has not been done.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _value ??= await make(cancellationToken);
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_value is not null)
        {
            await _value.DisposeAsync();
        }

        _gate.Dispose();
    }
}
