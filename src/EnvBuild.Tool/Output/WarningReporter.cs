using System.Collections.Concurrent;
using System.Collections.Immutable;
using EnvBuild.Diagnostics;

namespace EnvBuild.Tool.Output;

/// <summary>Keeps warnings for the end of a command, and hands all else on.</summary>
internal sealed class WarningReporter(IReporter next) : IReporter
{
    private readonly ConcurrentQueue<Diagnostic> _warnings = new();

    public ImmutableArray<Diagnostic> Warnings => [.. _warnings];

    public void Report(Diagnostic diagnostic) => _warnings.Enqueue(diagnostic);

    public void Detail(string message) => next.Detail(message);

    public void Progress(ProgressUpdate progress) => next.Progress(progress);
}
