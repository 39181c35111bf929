using EnvBuild.Diagnostics;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Json;

namespace EnvBuild.Oci.Bases;

/// <summary>Finds an image in an OCI layout (OCI image-spec, image-layout.md).</summary>
internal sealed class OciLayoutReader(BaseSource source)
{
    private const int DeepestIndex = 8;
    private const int MostManifests = 1000;

    public async Task<BaseCandidate> FindAsync(Platform platform, CancellationToken cancellationToken)
    {
        var named = await ReadIndexAsync(cancellationToken).ConfigureAwait(false);
        var manifests = new Dictionary<Digest, (ImageManifest Manifest, Platform? Platform)>();
        foreach (var descriptor in named)
        {
            await CollectAsync(descriptor, manifests, 0, cancellationToken).ConfigureAwait(false);
        }

        var images = new List<(BaseCandidate Image, Platform Platform)>();
        foreach (var (digest, (manifest, said)) in manifests)
        {
            if (said is null || said.Serves(platform))
            {
                var image = await ReadImageAsync(digest, manifest, cancellationToken).ConfigureAwait(false);
                images.Add((image, said ?? image.Config.Platform));
            }
        }

        return Choose(images, platform)
            ?? (images.Any(image => image.Platform.Serves(platform))
                ? throw source.NameMissing(NamesOf(named))
                : throw source.PlatformMissing(
                    platform,
                    [
                        .. manifests.Values.Select(entry => entry.Platform).OfType<Platform>(),
                        .. images.Select(image => image.Platform),
                    ]));
    }

    private static BaseCandidate? Choose(List<(BaseCandidate Image, Platform Platform)> images, Platform wanted)
    {
        var serving = images.Where(image => image.Platform.Serves(wanted)).ToArray();
        var exact = serving.Where(image => image.Platform.Variant == wanted.Variant).ToArray();
        return (serving.Length, exact.Length) switch
        {
            (1, _) => serving[0].Image,
            (_, 1) => exact[0].Image,
            _ => null,
        };
    }

    private async Task<IReadOnlyList<Descriptor>> ReadIndexAsync(CancellationToken cancellationToken)
    {
        var json = await source.TryReadAsync("index.json", cancellationToken).ConfigureAwait(false)
            ?? throw BaseSource.Unreadable(source.Reference, "it has no 'index.json'");
        if (!OciJson.TryParse(json, OciJsonContext.Default.ImageIndex, out var index, out var problem)
            || index.Manifests.Any(manifest => manifest is null))
        {
            throw BaseSource.Unreadable(source.Reference, $"of its 'index.json', {problem}");
        }

        var selected = source.Reference.Selector is { } selector
            ? index.Manifests.Where(manifest => IsNamed(manifest, selector)).ToArray()
            : index.Manifests;
        return selected.Count > 0 ? selected : throw source.NameMissing(NamesOf(index.Manifests));
    }

    private async Task CollectAsync(
        Descriptor descriptor,
        Dictionary<Digest, (ImageManifest Manifest, Platform? Platform)> manifests,
        int depth,
        CancellationToken cancellationToken)
    {
        if (manifests.ContainsKey(descriptor.Digest))
        {
            return;
        }

        if (depth > DeepestIndex || manifests.Count > MostManifests)
        {
            throw source.Unsupported("its indexes are nested too deeply or hold too many images");
        }

        var json = await source.ReadBlobAsync(descriptor.Digest, cancellationToken).ConfigureAwait(false);
        var document = Parse(() => ManifestDocument.Parse(json, descriptor.Digest.ToString()));
        if (document.Manifest is { } manifest)
        {
            manifests.Add(descriptor.Digest, (manifest, descriptor.Platform));
        }

        foreach (var child in document.Index?.Manifests ?? [])
        {
            await CollectAsync(child, manifests, depth + 1, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<BaseCandidate> ReadImageAsync(
        Digest digest, ImageManifest manifest, CancellationToken cancellationToken)
    {
        if (manifest.Config.MediaType is not (MediaTypes.ImageConfig or MediaTypes.DockerConfig))
        {
            throw source.Unsupported($"'{manifest.Config.MediaType}' is not the config of a container image");
        }

        var json = await source.ReadBlobAsync(manifest.Config.Digest, cancellationToken).ConfigureAwait(false);
        var config = Parse(() => ManifestDocument.ParseConfig(json, manifest.Config.Digest.ToString()));
        return config.Rootfs.DiffIds.Count == manifest.Layers.Count
            ? new BaseCandidate(
                digest,
                config,
                [
                    .. manifest.Layers.Zip(
                        config.Rootfs.DiffIds,
                        (layer, diffId) => new BaseLayer(diffId, BaseSource.BlobPath(layer.Digest), layer)),
                ])
            : throw source.Damaged("manifest and config do not name the same number of layers");
    }

    private T Parse<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (EnvBuildException exception)
        {
            throw BaseSource.Unreadable(source.Reference, exception.Diagnostics[0].Message.TrimEnd('.'), exception);
        }
    }

    private static bool IsNamed(Descriptor descriptor, string selector) =>
        string.Equals(
            descriptor.Annotations?.GetValueOrDefault(AnnotationKeys.RefName), selector, StringComparison.Ordinal)
        || string.Equals(descriptor.Digest.ToString(), selector, StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(IEnumerable<Descriptor> descriptors) => descriptors
        .Select(descriptor => descriptor.Annotations?.GetValueOrDefault(AnnotationKeys.RefName)
            ?? descriptor.Digest.ToString());
}
