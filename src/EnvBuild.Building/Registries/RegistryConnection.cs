using System.Collections.Immutable;
using EnvBuild.Building.Images;
using EnvBuild.Diagnostics;
using EnvBuild.Oci;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Registries;
using EnvBuild.Oci.Registries.Access;
using EnvBuild.Oci.Registries.Transfers;
using EnvBuild.Oci.Storage;
using EnvBuild.Workspaces;

namespace EnvBuild.Building.Registries;

/// <summary>
/// Brings environments to registries and images from there, with the configuration and the credentials of this user.
/// </summary>
public sealed class RegistryConnection : IDisposable
{
    private readonly RegistryClient _client;
    private readonly bool _isOffline;

    private RegistryConnection(RegistryClient client, bool isOffline)
    {
        _client = client;
        _isOffline = isOffline;
    }

    /// <summary>Reads the configuration of registries; no server is asked.</summary>
    /// <param name="settings">What the build was told.</param>
    /// <param name="getVariable">Reads an environment variable.</param>
    /// <param name="folder">Absolute folder that relative paths in variables start at.</param>
    /// <param name="reporter">Hears of progress, retries, and trouble with credentials as diagnostics.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">ENV5101: the configuration cannot be used.</exception>
    public static async Task<RegistryConnection> OpenAsync(
        BuildSettings settings,
        Func<string, string?> getVariable,
        string folder,
        IReporter reporter,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var machine = MachineFor(getVariable, folder);
        var client = await RegistryClient.CreateAsync(machine, reporter, cancellationToken).ConfigureAwait(false);
        return new RegistryConnection(client, settings.Offline);
    }

    /// <summary>The hosts for which there are credentials, and where those are; no secrets.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ImmutableArray<CredentialPlace>> ListCredentialsAsync(CancellationToken cancellationToken) =>
        _client.ListCredentialsAsync(cancellationToken);

    /// <summary>Sends images of an environment: one as it is, several as an index.</summary>
    /// <param name="store">Has the images.</param>
    /// <param name="images">The images, one for each platform.</param>
    /// <param name="target">Repository and tag.</param>
    /// <param name="moreTags">Further tags, such as that of the fingerprint.</param>
    /// <param name="cancellationToken">Stops it; no tag is moved then.</param>
    /// <exception cref="EnvBuildException">ENV5114: nothing may be asked. Others as for <see cref="ImagePush"/>.</exception>
    public async Task<PushOutcome> PushAsync(
        BlobStore store,
        IReadOnlyList<EnvironmentImage> images,
        RegistryReference target,
        ImmutableArray<string> moreTags,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(images);
        RefuseOffline(target);
        var root = await EnvironmentManifest.GetAsync(store, images, cancellationToken).ConfigureAwait(false);
        return await ImagePush.RunAsync(_client, store, root, target, moreTags, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Brings an image with all its layers into the store, named by its reference.</summary>
    /// <param name="store">Takes the image.</param>
    /// <param name="reference">Which image.</param>
    /// <param name="subdir">Conda platform; <see langword="null"/> for <c>linux-64</c>.</param>
    /// <param name="cancellationToken">Stops it; what is complete stays.</param>
    /// <exception cref="EnvBuildException">
    /// ENV0020: there are no images for the platform. ENV5114: nothing may be asked. Others as for <see cref="ImagePull"/>.
    /// </exception>
    public Task<PulledImage> PullAsync(
        BlobStore store, RegistryReference reference, string? subdir, CancellationToken cancellationToken)
    {
        RefuseOffline(reference);
        var platform = CondaPlatform.ToOci(subdir ?? CondaPlatform.Default, null);
        return ImagePull.PullAsync(_client, reference, platform, store, cancellationToken);
    }

    /// <summary>Finds an image to build on. Its layers stay where they are; the store remembers where.</summary>
    /// <param name="store">Takes manifest and config.</param>
    /// <param name="reference">Which image.</param>
    /// <param name="subdir">Conda platform.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EnvBuildException">
    /// ENV4515, ENV4516: nothing can be built on it. ENV5114: nothing may be asked. Others as for <see cref="ImagePull"/>.
    /// </exception>
    internal async Task<BaseImage> FindBaseAsync(
        BlobStore store, RegistryReference reference, string subdir, CancellationToken cancellationToken)
    {
        RefuseOffline(reference);
        var found = await ImagePull
            .ResolveAsync(_client, reference, CondaPlatform.ToOci(subdir, null), store, cancellationToken)
            .ConfigureAwait(false);
        return found.ToBase();
    }

    /// <summary>Fetches blobs that the store only knows where to find.</summary>
    /// <param name="store">Takes the blobs.</param>
    /// <param name="blobs">Those that are needed; what the store has is not fetched.</param>
    /// <param name="cancellationToken">Stops it; what is complete stays.</param>
    /// <exception cref="EnvBuildException">ENV5114: nothing may be asked. Others as for <see cref="ImagePull"/>.</exception>
    internal async Task FetchAsync(
        BlobStore store, IReadOnlyCollection<Descriptor> blobs, CancellationToken cancellationToken)
    {
        if (blobs.FirstOrDefault(blob => !store.Contains(blob)) is { } missing)
        {
            RefuseOffline(missing.Digest);
            await ImagePull.FetchAsync(_client, store, blobs, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Credentials to hand on to an engine that pulls.</summary>
    /// <param name="isNeeded">Whether those for a host are needed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<ImmutableArray<RegistryLogin>> FindLoginsAsync(
        Func<string, bool> isNeeded, CancellationToken cancellationToken)
    {
        var logins = ImmutableArray.CreateBuilder<RegistryLogin>();
        foreach (var place in await _client.ListCredentialsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (isNeeded(place.Host)
                && await _client.FindLoginAsync(place.Host, "", cancellationToken).ConfigureAwait(false) is { } login)
            {
                logins.Add(login);
            }
        }

        return logins.DrainToImmutable();
    }

    /// <summary>Fetches layers that the store only knows where to find.</summary>
    /// <param name="store">Has the manifest.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Stops it; what is complete stays.</param>
    /// <exception cref="EnvBuildException">ENV5114: nothing may be asked. Others as for <see cref="ImagePull"/>.</exception>
    public Task CompleteAsync(BlobStore store, EnvironmentImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(image);
        RefuseOffline(image.Reference);
        return ImagePull.CompleteAsync(_client, store, EnvironmentManifest.Of(store, image), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    internal static RegistryMachine MachineFor(Func<string, string?> getVariable, string folder) => new()
    {
        GetVariable = getVariable,
        Folder = folder,
        ConfigurationFolder = BuildSettings.HomeFor(getVariable, folder),
    };

    private void RefuseOffline(object target)
    {
        if (_isOffline)
        {
            throw DiagnosticCatalog.RegistryOffline.Exception(null, target);
        }
    }
}
