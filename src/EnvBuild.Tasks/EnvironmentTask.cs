using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using EnvBuild.Building;
using EnvBuild.Diagnostics;
using EnvBuild.Tasks.Reporting;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>What the tasks share: the environments of a project, its settings, cancellation and failure.</summary>
public abstract class EnvironmentTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The <c>Environment</c> items of the project, with metadata Platforms, Tag and BaseImage.</summary>
    [Required]
    public ITaskItem[] Environments { get; set; } = [];

    /// <summary>Absolute path of <c>environment.inputs.cache</c>.</summary>
    [Required]
    public string InputsFile { get; set; } = "";

    /// <summary>Absolute path of <c>environment.images.json</c>.</summary>
    [Required]
    public string ImagesFile { get; set; } = "";

    /// <summary>Absolute path of the project; the place of diagnostics that have no other.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Absolute path of the store; empty for that of the user.</summary>
    public string Store { get; set; } = "";

    /// <summary>Absolute path of the folder for downloads; empty for that of the user.</summary>
    public string Cache { get; set; } = "";

    /// <summary>Where channels are fetched that are only a name; empty for what conda is configured for.</summary>
    public string ChannelAlias { get; set; } = "";

    /// <summary>Conda subdirs, separated by semicolons, for items that name none.</summary>
    public string Platforms { get; set; } = "";

    /// <summary>Base image for items and definitions that name none.</summary>
    public string BaseImage { get; set; } = "";

    /// <summary>
    /// <c>true</c>: fail where a lock would have to change; <c>false</c>: never; empty: where this is a build server
    /// and a lock stands beside the definition.
    /// </summary>
    public string LockedMode { get; set; } = "";

    /// <summary>Whether this is a build server.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>Whether unchanged environments are worth a line in every log.</summary>
    public bool Quiet { get; set; }

    /// <summary>The images, with metadata Fingerprint, Lock, Image, Digest, Platform and Reused.</summary>
    [Output]
    public ITaskItem[] Images { get; protected set; } = [];

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
    private void ReportCancelled() =>
        Log.LogDiagnostic(
            DiagnosticCatalog.Cancelled.At(null, string.Join("', '", Environments.Select(item => item.ItemSpec))),
            ProjectFile);

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
