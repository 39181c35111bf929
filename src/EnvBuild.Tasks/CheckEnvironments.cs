using System.Runtime.CompilerServices;
using EnvBuild.Tasks.Files;
using EnvBuild.Tasks.Images;
using EnvBuild.Tasks.Inputs;
using EnvBuild.Tasks.Reporting;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>
/// First phase, part of every build: finds out whether anything changed since the images were made. Needs no network
/// and no engine, and parses a definition only if one of its files has other bytes. If nothing changed and the images
/// are still in the store, it gives <see cref="EnvironmentTask.Images"/>; else it takes <c>environment.images.json</c>
/// away, which makes the second phase run.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class CheckEnvironments : EnvironmentTask
{
    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellationToken)
    {
        var inputs = EnvironmentInputs.From(this);
        var settings = SettingsDigest.Of(this, Environment.GetEnvironmentVariables());
        var known = InputsCacheJson.Read(InputsFile);
        var current = known?.IsUnchanged(settings, inputs) == true
            ? known
            : Inspect(settings, inputs, known, cancellationToken);
        foreach (var diagnostic in current.Environments.SelectMany(environment => environment.Diagnostics))
        {
            Log.LogDiagnostic(diagnostic, ProjectFile);
        }

        if (!Log.HasLoggedErrors)
        {
            Decide(current, isKnown: ReferenceEquals(current, known));
        }
    }

    private void Decide(InputsCache current, bool isKnown)
    {
        var isWritten = !isKnown && AtomicFile.WriteIfDifferent(InputsFile, InputsCacheJson.Write(current));
        var records = isWritten ? null : ImageRecordsJson.Read(ImagesFile);
        if (records?.AllExist() != true)
        {
            File.Delete(ImagesFile);
            return;
        }

        KeepNewerThan(current);
        Images = ImageItems.From(records.Images, reused: true);
        foreach (var image in records.Images)
        {
            Log.LogMessage(
                Quiet ? MessageImportance.Normal : MessageImportance.High,
                "{0}",
                ImageItems.Line(image, "reused", "", "fingerprint unchanged"));
        }
    }

    // Kept apart, so that a build in which nothing changed does not load the readers of definitions.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static InputsCache Inspect(
        string settings,
        IReadOnlyList<EnvironmentInput> inputs,
        InputsCache? known,
        CancellationToken cancellationToken) =>
        EnvironmentInspection.Inspect(settings, inputs, known, cancellationToken);

    /// <summary>
    /// An IDE compares times: without this, a definition saved without a change would look out of date forever.
    /// </summary>
    private void KeepNewerThan(InputsCache current)
    {
        var made = File.GetLastWriteTimeUtc(ImagesFile);
        var files = current.Environments.SelectMany(environment => environment.Files);
        if (files.Any(file => File.GetLastWriteTimeUtc(file.Path) > made))
        {
            File.SetLastWriteTimeUtc(ImagesFile, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }
}
