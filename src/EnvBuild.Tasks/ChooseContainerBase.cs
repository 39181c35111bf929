using EnvBuild.Building.Images;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Storage;
using EnvBuild.Tasks.Containers;
using EnvBuild.Tasks.Images;
using EnvBuild.Tasks.Reporting;
using EnvBuild.Workspaces;
using Microsoft.Build.Framework;

namespace EnvBuild.Tasks;

/// <summary>
/// Chooses the image in a registry that .NET's container of the project is put on, and warns if nothing in it could
/// run a program of .NET. Asks no registry.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ChooseContainerBase : CancelableTask
{
    /// <summary>The <c>EnvironmentImage</c> items after the push.</summary>
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>Absolute path of <c>environment.images.json</c>, which names the store.</summary>
    [Required]
    public string ImagesFile { get; set; } = "";

    /// <summary><c>true</c> if there is only one environment, else its name, or the path of its definition.</summary>
    [Required]
    public string ContainerBase { get; set; } = "";

    /// <summary>The runtime identifiers that the container is made for.</summary>
    [Required]
    public string[] RuntimeIdentifiers { get; set; } = [];

    /// <summary>Whether the program brings .NET with it.</summary>
    public bool SelfContained { get; set; }

    /// <summary>The image by digest, <c>host/repository@sha256:…</c>: an index if it has several platforms.</summary>
    [Output]
    public string ContainerBaseImage { get; private set; } = "";

    /// <inheritdoc/>
    protected override string Subject => ContainerBase;

    /// <inheritdoc/>
    protected override void Run(CancellationToken cancellationToken)
    {
        var chosen = ContainerBaseChoice.Choose(Images, ContainerBase, RuntimeIdentifiers, ProjectFile);
        if (!SelfContained && ImageRecordsJson.Read(ImagesFile) is { Store: var store })
        {
            Wait(() => LookForDotnetAsync(store, chosen, cancellationToken), cancellationToken);
        }

        ContainerBaseImage = chosen[0].GetMetadata("RegistryDigestReference");
    }

    private async Task LookForDotnetAsync(
        string store, IEnumerable<ITaskItem> chosen, CancellationToken cancellationToken)
    {
        var workspace = new Workspace(new BlobStore(store), TimeProvider.System);
        foreach (var item in chosen)
        {
            var image = new EnvironmentImage(
                item.GetMetadata("Platform"), item.GetMetadata("Image"), item.GetMetadata("Digest"));
            var isThere = await DotnetRuntime.FindAsync(
                workspace, image, item.GetMetadata("Fingerprint"), cancellationToken).ConfigureAwait(false);
            if (isThere == false)
            {
                Log.LogDiagnostic(
                    DiagnosticCatalog.ContainerBaseWithoutDotnet.At(null, item.GetMetadata("Name"), image.Platform),
                    ProjectFile);
            }
        }
    }
}
