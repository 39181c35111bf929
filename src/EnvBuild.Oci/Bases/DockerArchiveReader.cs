using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Bases;

/// <summary>
/// Finds an image in an archive of <c>docker save</c>: <c>manifest.json</c> names configs and layers, in the old form
/// <c>…/layer.tar</c>, since Docker 25 as blobs of an OCI layout in the same archive.
/// </summary>
internal sealed class DockerArchiveReader(BaseSource source)
{
    public async Task<BaseCandidate> FindAsync(Platform platform, CancellationToken cancellationToken)
    {
        var image = Select(await ReadManifestAsync(cancellationToken).ConfigureAwait(false));
        var json = await source.TryReadAsync(image.Config, cancellationToken).ConfigureAwait(false)
            ?? throw source.Damaged($"the config '{image.Config}' is missing");
        var identity = Digest.Of(json);
        if (DigestInName(image.Config) is { } promised && promised != identity)
        {
            throw source.Damaged($"the content of '{image.Config}' does not match its digest");
        }

        if (!OciJson.TryParse(json, OciJsonContext.Default.ImageConfig, out var config, out var problem))
        {
            throw BaseSource.Unreadable(source.Reference, $"of its config, {problem}");
        }

        if (!config.Platform.Serves(platform))
        {
            throw source.PlatformMissing(platform, [config.Platform]);
        }

        return config.Rootfs.DiffIds.Count == image.Layers.Count
            ? new BaseCandidate(
                identity,
                config,
                [.. image.Layers.Zip(config.Rootfs.DiffIds, (path, diffId) => new BaseLayer(diffId, path, null))])
            : throw source.Damaged("'manifest.json' and config do not name the same number of layers");
    }

    private async Task<List<DockerArchiveImage>> ReadManifestAsync(CancellationToken cancellationToken)
    {
        var json = await source.TryReadAsync("manifest.json", cancellationToken).ConfigureAwait(false)
            ?? throw BaseSource.Unreadable(source.Reference, "it has no 'manifest.json'");
        return OciJson.TryParse(json, OciJsonContext.Default.ListDockerArchiveImage, out var images, out var problem)
            && images.TrueForAll(image => image is not null && image.Layers.All(layer => layer is not null))
            ? images
            : throw BaseSource.Unreadable(source.Reference, $"of its 'manifest.json', {problem}");
    }

    private DockerArchiveImage Select(List<DockerArchiveImage> images)
    {
        var selector = source.Reference.Selector;
        var selected = selector is null
            ? images
            : images.FindAll(image => image.RepoTags.Any(tag => IsNamed(tag, selector)));
        return selected.Count == 1
            ? selected[0]
            : throw source.NameMissing(images.SelectMany(image => image.RepoTags).OfType<string>());
    }

    private static bool IsNamed(string? tag, string selector) =>
        string.Equals(tag, selector, StringComparison.Ordinal)
        || string.Equals(tag, $"{selector}:latest", StringComparison.Ordinal)
        || string.Equals(tag, $"docker.io/library/{selector}", StringComparison.Ordinal);

    // "<hex>.json" of old archives, "blobs/sha256/<hex>" of new ones; other names promise nothing.
    private static Digest? DigestInName(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path[(path.LastIndexOf('/') + 1)..]);
        return Digest.TryParseHex(name, out var digest) ? digest : null;
    }
}
