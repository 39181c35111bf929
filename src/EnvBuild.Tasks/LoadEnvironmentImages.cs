using EnvBuild.Building;
using EnvBuild.Docker;
using EnvBuild.Docker.Images;
using EnvBuild.Oci.Storage;
using EnvBuild.Tasks.Images;
using EnvBuild.Tasks.Reporting;
using EnvBuild.Workspaces;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>
/// Brings the images of environments into the container engine of this machine. The engine is asked each time, so that
/// an image that somebody removed comes back.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class LoadEnvironmentImages : CancelableTask
{
    /// <summary>The <c>EnvironmentImage</c> items of the project.</summary>
    [Required]
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>Absolute path of <c>environment.images.json</c>, which names the store.</summary>
    [Required]
    public string ImagesFile { get; set; } = "";

    /// <summary>Whether no registry may be asked for layers of base images.</summary>
    public bool Offline { get; set; }

    /// <inheritdoc/>
    protected override string Subject =>
        string.Join("', '", Images.Select(image => image.GetMetadata("Image")).Distinct(StringComparer.Ordinal));

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellationToken) =>
        Wait(() => LoadAsync(cancellationToken), cancellationToken);

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var settings = BuildSettings.ForUser(Environment.GetEnvironmentVariable, Path.GetDirectoryName(ProjectFile)!);
        settings = settings with { Offline = Offline || settings.Offline };
        var store = new BlobStore(ImageRecordsJson.Read(ImagesFile)?.Store ?? settings.StoreFolder);
        foreach (var group in Images.GroupBy(image => image.GetMetadata("Image"), StringComparer.Ordinal))
        {
            var outcome = await EngineDelivery.LoadAsync(
                settings,
                store,
                [
                    .. group.Select(item => new EnvironmentImage(
                        item.GetMetadata("Platform"), item.GetMetadata("Image"), item.GetMetadata("Digest"))),
                ],
                group.First().GetMetadata("Fingerprint"),
                new EngineNeed("'EnvBuildLoad'", null),
                new TaskReporter(Log, ProjectFile),
                cancellationToken).ConfigureAwait(false);
            var isNews = outcome.Kind != DeliveryKind.AlreadyThere;
            Log.LogMessage(
                isNews ? MessageImportance.High : MessageImportance.Normal,
                "{0}",
                $"environment '{group.First().GetMetadata("Name")}': {outcome.Describe()}");
        }
    }
}
