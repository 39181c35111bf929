using EnvBuild.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Reporting;

/// <summary>
/// Turns what the libraries tell into messages of MSBuild: decisions are normal, finished pieces of work low. MSBuild
/// has no notion of progress, so steps between beginning and end are left out.
/// </summary>
/// <param name="log">Hears it.</param>
/// <param name="projectFile">Place of diagnostics that have no other.</param>
internal sealed class TaskReporter(TaskLoggingHelper log, string projectFile) : IReporter
{
    private readonly Lock _gate = new();
    private readonly bool _showsProgress = log.LogsMessagesOfImportance(MessageImportance.Low);

    public void Report(Diagnostic diagnostic)
    {
        lock (_gate)
        {
            log.LogDiagnostic(diagnostic, projectFile);
        }
    }

    public void Detail(string message)
    {
        lock (_gate)
        {
            log.LogMessage(MessageImportance.Normal, "{0}", message);
        }
    }

    public void Progress(ProgressUpdate progress)
    {
        if (!_showsProgress || progress.Completed != progress.Total)
        {
            return;
        }

        lock (_gate)
        {
            log.LogMessage(
                MessageImportance.Low, "{0} {1} ({2} {3})",
                progress.Activity, progress.Item, progress.Completed, progress.Unit);
        }
    }
}
