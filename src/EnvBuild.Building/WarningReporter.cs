using System.Collections.Concurrent;
using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Building;

/// <summary>Keeps diagnostics for the end of a piece of work, and hands all else on.</summary>
/// <param name="next">Hears all else.</param>
public sealed class WarningReporter(IReporter next) : IReporter
{
    private readonly ConcurrentQueue<Diagnostic> _warnings = new();

    /// <summary>What was told so far, each once.</summary>
    public ImmutableArray<Diagnostic> Warnings =>
        [.. _warnings.DistinctBy(warning => warning.ToString(), StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic) => _warnings.Enqueue(diagnostic);

    /// <inheritdoc/>
    public void Detail(string message) => next.Detail(message);

    /// <inheritdoc/>
    public void Progress(ProgressUpdate progress) => next.Progress(progress);
}
