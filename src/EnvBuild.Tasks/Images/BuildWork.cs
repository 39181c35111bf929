using System.Collections.Immutable;
using System.Globalization;
using EnvBuild.Building;
using EnvBuild.Tasks.Inputs;
using EnvBuild.Tasks.Reporting;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace EnvBuild.Tasks.Images;

/// <summary>Builds one environment after the other and tells of each as soon as it is there.</summary>
/// <param name="builder">Does it.</param>
/// <param name="log">Hears of it.</param>
/// <param name="known">Diagnostics that the first phase told already.</param>
internal sealed class BuildWork(
    EnvironmentBuilder builder,
    TaskLoggingHelper log,
    ImmutableHashSet<SavedDiagnostic> known)
{
    private readonly Lock _gate = new();

    public async Task<ImmutableArray<ImageRecord>> BuildAsync(
        EnvironmentInput input, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var outcome = await builder.BuildAsync(RequestOf(input), cancellationToken).ConfigureAwait(false);
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        ImmutableArray<ImageRecord> records = [.. outcome.Images.Select(image => RecordOf(input, image))];
        lock (_gate)
        {
            foreach (var diagnostic in outcome.Diagnostics.Select(SavedDiagnostic.Of)
                .Where(told => !known.Contains(told)))
            {
                log.LogDiagnostic(diagnostic, input.Definition);
            }

            foreach (var record in records)
            {
                log.LogMessage(MessageImportance.High, "{0}", LineOf(record, elapsed));
            }
        }

        return records;
    }

    private static string LineOf(ImageRecord record, TimeSpan elapsed) => record.Reused
        ? ImageItems.Line(record, "reused", "", record.Reason)
        : ImageItems.Line(record, "built", string.Create(CultureInfo.InvariantCulture, $" in {elapsed.TotalSeconds:0.0} s"),
            record.Reason);

    private static BuildRequest RequestOf(EnvironmentInput input) => new()
    {
        DefinitionPath = input.Definition,
        Platforms = [.. input.Platforms.Split(';', StringSplitOptions.RemoveEmptyEntries)],
        Tag = input.Tag.Length == 0 ? null : input.Tag,
        BaseImage = input.BaseImage.Length == 0 ? null : input.BaseImage,
        LockedMode = input.LockedMode,
    };

    private static ImageRecord RecordOf(EnvironmentInput input, BuiltImage image) => new()
    {
        Definition = input.Definition,
        Name = image.Name,
        Version = image.Version ?? "",
        Fingerprint = image.Fingerprint,
        Lock = image.Lock,
        Image = image.Image,
        Digest = image.Digest,
        Platform = image.Platform,
        Reused = image.Reused,
        Reason = image.Reason,
        Size = image.Size,
    };
}
