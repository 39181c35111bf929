using System.Collections.Concurrent;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building.Health;

/// <summary>Keeps what is reported, to make findings of it; details go on.</summary>
internal sealed class CollectingReporter(IReporter next) : IReporter
{
    private readonly ConcurrentQueue<Diagnostic> _diagnostics = new();

    /// <summary>What was reported, each once.</summary>
    public IEnumerable<Diagnostic> Diagnostics => _diagnostics.DistinctBy(diagnostic => diagnostic.ToString());

    public void Report(Diagnostic diagnostic) => _diagnostics.Enqueue(diagnostic);

    public void Detail(string message) => next.Detail(message);

    public void Progress(ProgressUpdate progress) => next.Progress(progress);
}
