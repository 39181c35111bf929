using System.Collections.Immutable;
using EnvBuild.Building.Images;
using EnvBuild.Building.Locking;
using EnvBuild.Conda;
using EnvBuild.Definitions;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Oci.Storage;
using EnvBuild.Workspaces;
using Environment = EnvBuild.Definitions.Environment;

namespace EnvBuild.Building;

/// <summary>Turns definitions into images of the store, or finds those that exist.</summary>
/// <param name="settings">Places and limits.</param>
/// <param name="httpClient">Client for channels; the caller owns it.</param>
/// <param name="reporter">Hears details and progress; diagnostics come back in the outcome.</param>
/// <param name="timeProvider">Clock for the time of registration; no image depends on it.</param>
public sealed class EnvironmentBuilder(
    BuildSettings settings,
    HttpClient httpClient,
    IReporter reporter,
    TimeProvider? timeProvider = null)
{
    private readonly BlobStore _store = new(settings.StoreFolder);

    /// <summary>Builds or reuses the images of a definition.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops the work at once; nothing half-made is kept.</param>
    /// <returns>Images, or the reasons why there are none.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<BuildOutcome> BuildAsync(BuildRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (images, diagnostics) = await RunAsync(
            request,
            (run, target) =>
            {
                // Fails at once for a platform without images.
                _ = target.Platforms.Select(platform => CondaPlatform.ToOci(platform, null)).ToList();
                return run.BuildAsync(target, request, cancellationToken);
            },
            cancellationToken).ConfigureAwait(false);
        return new BuildOutcome(images.IsDefault ? [] : images, diagnostics);
    }

    /// <summary>Makes sure that the lock beside a definition is there and fits.</summary>
    /// <param name="request">The definition and the platforms; in locked mode nothing is written.</param>
    /// <param name="update">Choose anew, even if the lock fits.</param>
    /// <param name="cancellationToken">Stops the work; the former lock stays.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<LockOutcome> LockAsync(BuildRequest request, bool update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var mode = (request.LockedMode, update) switch
        {
            (true, _) => LockMode.Locked,
            (_, true) => LockMode.Update,
            _ => LockMode.Use,
        };
        var (made, diagnostics) = await RunAsync(
            request,
            (run, target) => run.LockAsync(target, mode, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new LockOutcome(made, diagnostics);
    }

    /// <summary>Makes locks of other tools the lock beside a definition, if they fit it.</summary>
    /// <param name="request">The definition and the platforms that the lock has to have.</param>
    /// <param name="import">The locks.</param>
    /// <param name="cancellationToken">Stops the work; the former lock stays.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<LockOutcome> ImportLockAsync(
        BuildRequest request, LockImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(import);
        var (made, diagnostics) = await RunAsync(
            request,
            (run, target) => run.ImportAsync(target, import, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        return new LockOutcome(made, diagnostics);
    }

    /// <summary>Whether an image is complete in the store: its manifest and every blob that it names.</summary>
    /// <param name="digest">Digest of the manifest, <c>sha256:…</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<bool> ExistsAsync(string digest, CancellationToken cancellationToken) =>
        Digest.TryParse(digest, out var parsed) && await _store.IsCompleteAsync(parsed, cancellationToken)
            .ConfigureAwait(false);

    // Before anything is locked: a platform that nothing can be built for must not get into a lock.
    private static LockTarget TargetOf(Environment environment, ImmutableArray<string> platforms)
    {
        var wanted = platforms.IsDefaultOrEmpty ? environment.Platforms : platforms;
        var known = wanted.IsDefaultOrEmpty ? [CondaPlatform.Default] : wanted.Distinct().ToImmutableArray();
        if (known.FirstOrDefault(platform => !Subdirs.IsKnown(platform)) is { } unknown)
        {
            throw DiagnosticCatalog.TargetPlatformUnknown.Exception(null, unknown);
        }

        return new LockTarget(environment, Fingerprint.Compute(environment).Value, known);
    }

    private static async Task<(Environment? Environment, ImmutableArray<Diagnostic> Diagnostics)> ReadAsync(
        BuildRequest request,
        CancellationToken cancellationToken)
    {
        var reading = await DefinitionReader.ReadAsync(request.DefinitionPath, cancellationToken).ConfigureAwait(false);
        if (reading.Environment is not { } environment || reading.HasErrors)
        {
            return (null, reading.Diagnostics);
        }

        try
        {
            environment = environment.WithDefaultBase(request.BaseImage, Path.GetDirectoryName(request.DefinitionPath)!);
        }
        catch (EnvBuildException exception)
        {
            return (null, [.. reading.Diagnostics, .. exception.Diagnostics]);
        }

        var notYet = BuildableNow.Check(environment);
        return (notYet.IsEmpty ? environment : null, [.. reading.Diagnostics, .. notYet]);
    }

    private async Task<(T? Result, ImmutableArray<Diagnostic> Diagnostics)> RunAsync<T>(
        BuildRequest request,
        Func<BuildRun, LockTarget, Task<T>> work,
        CancellationToken cancellationToken)
    {
        var (environment, diagnostics) = await ReadAsync(request, cancellationToken).ConfigureAwait(false);
        if (environment is null)
        {
            return (default, diagnostics);
        }

        try
        {
            var target = TargetOf(environment, request.Platforms);
            using var held = await _store
                .LockAsync($"build/{target.Fingerprint}", cancellationToken, () => TellWaiting(target))
                .ConfigureAwait(false);
            using var run = new BuildRun(settings, Workspace(), httpClient, reporter);
            var result = await work(run, target).ConfigureAwait(false);
            return (result, [.. diagnostics, .. run.Warnings]);
        }
        catch (EnvBuildException exception)
        {
            return (default, [.. diagnostics, .. exception.Diagnostics]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reporter.Detail(exception.ToString());
            return (default, [.. diagnostics, FailureDiagnostic.For(exception)]);
        }
    }

    private Workspace Workspace() => new(_store, timeProvider ?? TimeProvider.System);

    private void TellWaiting(LockTarget target) =>
        reporter.Detail($"Waiting for another build of the fingerprint {target.Fingerprint}");
}
