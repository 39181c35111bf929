using EnvBuild.Conda.Fetching;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Layers;

/// <summary>Downloads that run ahead of the writing of layers, a few at a time, in the order of their need.</summary>
internal sealed class PackageFetching : IDisposable
{
    private const int MostAtOnce = 8;

    private readonly PackageFetcher _fetcher;
    private readonly IReporter _reporter;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly Dictionary<string, Task<FetchedPackage>> _tasks;
    private readonly int _total;
    private int _done;

    public PackageFetching(
        PackageFetcher fetcher,
        IEnumerable<IPackageToLink> packages,
        IReporter reporter,
        CancellationToken cancellationToken)
    {
        _fetcher = fetcher;
        _reporter = reporter;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wanted = packages.ToList();
        _total = wanted.Count;
        _tasks = wanted.ToDictionary(package => package.Id, FetchAsync, StringComparer.Ordinal);
    }

    public Task<FetchedPackage> GetAsync(IPackageToLink package) => _tasks[package.Id];

    /// <summary>Ends what still runs, and waits for it; failures were told to those who asked.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await ((Task)Task.WhenAll(_tasks.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task<FetchedPackage> FetchAsync(IPackageToLink package)
    {
        await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            var fetched = await _fetcher.FetchAsync(package.Source, _stop.Token).ConfigureAwait(false);
            var done = Interlocked.Increment(ref _done);
            _reporter.Progress(new ProgressUpdate("Fetching packages", null, done, _total, "packages"));
            return fetched;
        }
        finally
        {
            _places.Release();
        }
    }
}
