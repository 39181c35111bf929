using System.Collections.Concurrent;
using EnvBuild.Diagnostics;

namespace EnvBuild.Testing;

/// <summary>Keeps all that it was told.</summary>
public sealed class RecordingReporter : IReporter
{
    private readonly ConcurrentQueue<Diagnostic> _diagnostics = new();
    private readonly ConcurrentQueue<string> _details = new();
    private readonly ConcurrentQueue<ProgressUpdate> _progress = new();

    /// <summary>Diagnostics in the order of their coming.</summary>
    public IReadOnlyCollection<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Details in the order of their coming.</summary>
    public IReadOnlyCollection<string> Details => _details;

    /// <summary>Progress in the order of its coming.</summary>
    public IReadOnlyCollection<ProgressUpdate> ProgressUpdates => _progress;

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => _diagnostics.Enqueue(diagnostic);

    /// <inheritdoc/>
    public void Detail(string message) => _details.Enqueue(message);

    /// <inheritdoc/>
    public void Progress(ProgressUpdate progress) => _progress.Enqueue(progress);
}
