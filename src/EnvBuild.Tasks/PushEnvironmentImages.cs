using EnvBuild.Building;
using EnvBuild.Building.Registries;
using EnvBuild.Oci.Storage;
using EnvBuild.Tasks.Images;
using EnvBuild.Tasks.Registries;
using EnvBuild.Tasks.Reporting;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>
/// Sends the images of environments to registries, several platforms of one as an index, with the logins of this user.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PushEnvironmentImages : CancelableTask
{
    /// <summary>The <c>Environment</c> items of the project, with metadata Registry, Repository and Push.</summary>
    [Required]
    public ITaskItem[] Environments { get; set; } = [];

    /// <summary>The <c>EnvironmentImage</c> items of the project.</summary>
    [Required]
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>Absolute path of <c>environment.images.json</c>, which names the store.</summary>
    [Required]
    public string ImagesFile { get; set; } = "";

    /// <summary>
    /// Host, or host and namespace, for items that name none; empty for <c>ENVBUILD_REGISTRY</c>.
    /// </summary>
    public string Registry { get; set; } = "";

    /// <summary>
    /// Repository below it for items that name none; empty for the name that the image has in the store.
    /// </summary>
    public string Repository { get; set; } = "";

    /// <summary>Whether no server may be asked.</summary>
    public bool Offline { get; set; }

    /// <summary>
    /// The images; those that were pushed with metadata RegistryImage (<c>host/repository:tag</c>) and
    /// RegistryDigestReference (<c>host/repository@sha256:…</c>).
    /// </summary>
    [Output]
    public ITaskItem[] PushedImages { get; private set; } = [];

    /// <inheritdoc/>
    protected override string Subject =>
        string.Join("', '", Images.Select(image => image.GetMetadata("Image")).Distinct(StringComparer.Ordinal));

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellationToken)
    {
        var registry = Registry.Length > 0
            ? Registry
            : Environment.GetEnvironmentVariable(PushTarget.Variable) ?? "";
        var pushes = PushPlan.Make(Environments, Images, registry, Repository, ProjectFile);
        Wait(() => PushAsync(pushes, cancellationToken), cancellationToken);
        PushedImages = Images;
    }

    private async Task PushAsync(IReadOnlyList<EnvironmentPush> pushes, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(ProjectFile)!;
        var settings = BuildSettings.ForUser(Environment.GetEnvironmentVariable, folder);
        settings = settings with { Offline = Offline || settings.Offline };
        var store = new BlobStore(ImageRecordsJson.Read(ImagesFile)?.Store ?? settings.StoreFolder);
        using var registries = await RegistryConnection.OpenAsync(
            settings,
            Environment.GetEnvironmentVariable,
            folder,
            new TaskReporter(Log, ProjectFile),
            cancellationToken).ConfigureAwait(false);

        // One after the other: each push is parallel in itself, and what one has sent, the next finds there.
        foreach (var push in pushes)
        {
            var outcome = await registries.PushAsync(
                store, push.Images, push.Target, [push.FingerprintTag], cancellationToken).ConfigureAwait(false);
            push.Tell(outcome);
            Log.LogMessage(MessageImportance.High, "{0}", push.Line(outcome));
        }
    }
}
