using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using EnvBuild.Building;
using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Reporting;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>What tasks share that may take long or fail: cancellation, and failures as diagnostics.</summary>
public abstract class CancelableTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Absolute path of the project; the place of diagnostics that have no other.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>What the task works on, for the diagnostic of a cancelled build.</summary>
    protected abstract string Subject { get; }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    [SuppressMessage(
        "Design", "CA1031", Justification = "Whatever goes wrong is told as a diagnostic, without a stack trace.")]
    public override bool Execute()
    {
        try
        {
            Run(_cancellation.Token);
        }
        catch (Exception) when (_cancellation.IsCancellationRequested)
        {
            // Whatever it is: MSBuild itself throws another exception where a cancelled task takes its node back.
            ReportCancelled();
        }
        catch (Exception failure)
        {
            ReportFailure(failure);
        }

        return !Log.HasLoggedErrors;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Does the work of the task; every failure is thrown.</summary>
    /// <param name="cancellationToken">Cancelled when the build is.</param>
    protected abstract void Run(CancellationToken cancellationToken);

    /// <summary>Waits for network or disk, and lets the node build other projects meanwhile.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Cancelled when the build is.</param>
    protected void Wait(Func<Task> work, CancellationToken cancellationToken)
    {
        BuildEngine3.Yield();
        try
        {
            Task.Run(work, cancellationToken).GetAwaiter().GetResult();
        }
        finally
        {
            BuildEngine3.Reacquire();
        }
    }

    /// <summary>Frees what the task holds.</summary>
    /// <param name="disposing">Whether the caller disposes; there is nothing to finalize.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cancellation.Dispose();
        }
    }

    // Kept apart, so that a build without failures does not load the assemblies that describe them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReportCancelled() => Log.LogDiagnostic(DiagnosticCatalog.Cancelled.At(null, Subject), ProjectFile);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReportFailure(Exception failure)
    {
        Log.LogMessage(MessageImportance.Low, "{0}", failure);
        if (failure is EnvBuildException { Diagnostics: var diagnostics })
        {
            foreach (var diagnostic in diagnostics)
            {
                Log.LogDiagnostic(diagnostic, ProjectFile);
            }
        }
        else
        {
            Log.LogDiagnostic(FailureDiagnostic.For(failure), ProjectFile);
        }
    }
}
