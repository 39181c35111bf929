using EnvBuild.Building.Images;
using EnvBuild.Diagnostics;
using EnvBuild.Docker;
using EnvBuild.Docker.Images;
using EnvBuild.Oci.Storage;
using EnvBuild.Workspaces;

namespace EnvBuild.Building;

/// <summary>Brings images of environments into the container engine of this machine.</summary>
public static class EngineDelivery
{
    /// <summary>
    /// Sees to it that the engine has an environment's image, under its name and under the tag of its fingerprint. Only
    /// layers that the engine lacks are sent.
    /// </summary>
    /// <param name="settings">Where the engine and the registries are looked for.</param>
    /// <param name="store">Has the images.</param>
    /// <param name="images">Images of one environment; that for the platform of the engine is taken.</param>
    /// <param name="fingerprint">Fingerprint of the environment.</param>
    /// <param name="need">What asked for it.</param>
    /// <param name="reporter">Hears of progress.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV6000 to ENV6008: the engine. ENV6020, ENV6021: it did not take the image. ENV5000, ENV5002: the store.
    /// </exception>
    public static async Task<DeliveryOutcome> LoadAsync(
        BuildSettings settings,
        BlobStore store,
        IReadOnlyList<EnvironmentImage> images,
        string fingerprint,
        EngineNeed need,
        IReporter reporter,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(images);
        using var connections = new MachineConnections(settings, reporter);
        var engine = await connections.OpenEngineAsync(need, cancellationToken).ConfigureAwait(false);
        var manifest = await EnvironmentManifest.GetAsync(store, images, cancellationToken).ConfigureAwait(false);
        var name = images[0].Reference;
        var repository = name[..name.LastIndexOf(':')];
        return await engine.DeliverAsync(
            store,
            manifest,
            [name, $"{repository}:{EnvironmentName.FingerprintTag(fingerprint)}"],
            cancellationToken).ConfigureAwait(false);
    }
}
