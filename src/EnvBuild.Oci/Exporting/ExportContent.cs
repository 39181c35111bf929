using System.Collections.Immutable;
using EnvBuild.Diagnostics;
using EnvBuild.Oci.Bases;
using EnvBuild.Oci.Images;
using EnvBuild.Oci.Json;
using EnvBuild.Oci.Layers;
using EnvBuild.Oci.Storage;

namespace EnvBuild.Oci.Exporting;

/// <summary>The files of an exported layout, in the order of an archive.</summary>
internal static class ExportContent
{
    private const int ReadableByAll = 0b110_100_100;

    public static async Task<IReadOnlyList<TarItem>> CreateAsync(
        BlobStore store,
        IReadOnlyList<ExportedImage> images,
        ImageExportFormat format,
        CancellationToken cancellationToken)
    {
        var blobs = new Dictionary<Digest, Descriptor>();
        foreach (var image in images)
        {
            var closure = await ImageClosure.ReadAsync(store, image.Target, cancellationToken).ConfigureAwait(false);
            foreach (var blob in closure.Where(blob => !image.LeftOut.Contains(blob.Digest)))
            {
                blobs.TryAdd(blob.Digest, blob);
            }
        }

        var index = new ImageIndex { Manifests = [.. images.SelectMany(Describe)] };
        var marker = OciJson.Serialize(new LayoutMarker(LayoutMarker.Version), OciJson.Frozen.LayoutMarker);
        var entries = blobs.Values.Select(blob => ToEntry(store, blob)).ToList();
        entries.Add(LayerEntry.ForContent("index.json", index.ToJson()));
        entries.Add(LayerEntry.ForContent(LayoutMarker.FileName, marker));
        if (format == ImageExportFormat.DockerArchive)
        {
            var manifest = await DescribeForDockerAsync(store, images, cancellationToken).ConfigureAwait(false);
            entries.Add(LayerEntry.ForContent("manifest.json", manifest));
        }

        return LayerContent.Arrange(entries);
    }

    private static LayerEntry ToEntry(BlobStore store, Descriptor blob) => new(
        BaseSource.BlobPath(blob.Digest),
        LayerEntryKind.File,
        ReadableByAll,
        Size: store.GetLength(blob.Digest)
            ?? throw DiagnosticCatalog.BlobMissing.Exception(null, store.Folder, blob.Digest),
        Open: _ => ValueTask.FromResult<Stream>(new CheckedBlobStream(store, blob.Digest)));

    // containerd and podman name an image by the first key, skopeo by the second; each name needs its own descriptor.
    private static IEnumerable<Descriptor> Describe(ExportedImage image)
    {
        var annotations = image.Target.Annotations ?? ImmutableSortedDictionary<string, string>.Empty;
        return image.Names.IsDefaultOrEmpty
            ? [image.Target]
            : image.Names.Select(ImageName.WithTag).Distinct(StringComparer.Ordinal).Select(name => image.Target with
            {
                Annotations = annotations
                    .SetItem(AnnotationKeys.ContainerdImageName, ImageName.Full(name))
                    .SetItem(AnnotationKeys.RefName, name),
            });
    }

    private static async Task<byte[]> DescribeForDockerAsync(
        BlobStore store, IReadOnlyList<ExportedImage> images, CancellationToken cancellationToken)
    {
        var described = new List<DockerArchiveImage>();
        foreach (var image in images)
        {
            var manifest = await ReadManifestAsync(store, image.Target, cancellationToken).ConfigureAwait(false);
            described.Add(new DockerArchiveImage
            {
                Config = BaseSource.BlobPath(manifest.Config.Digest),
                RepoTags = image.Names.IsDefault ? [] : [.. image.Names.Select(ImageName.WithTag)],
                Layers = [.. manifest.Layers.Select(layer => BaseSource.BlobPath(layer.Digest))],
            });
        }

        return OciJson.Serialize(described, OciJson.Frozen.ListDockerArchiveImage);
    }

    // Docker's form knows no platforms: of an index it gets the first image, whose platforms are sorted.
    private static async Task<ImageManifest> ReadManifestAsync(
        BlobStore store, Descriptor target, CancellationToken cancellationToken)
    {
        while (true)
        {
            var json = await store.ReadAllBytesAsync(target.Digest, cancellationToken).ConfigureAwait(false);
            var document = ManifestDocument.Parse(json, target.Digest.ToString());
            if (document.Manifest is { } manifest)
            {
                return manifest;
            }

            target = document.Index!.Manifests is [var first, ..]
                ? first
                : throw DiagnosticCatalog.ManifestInvalid.Exception(null, target.Digest, "the index is empty");
        }
    }
}
